using AiInstrument.Analyzers.Rules;

namespace AiInstrument.Docs.Reference;

/// <summary>The keys of <c>.editorconfig</c> that rules and generator read.</summary>
internal static class EditorConfigKeys
{
    private const string Prefix = "aiinstrument.";

    /// <summary>The table.</summary>
    public static string Table()
    {
        var assembly = typeof(EscapedCallAnalyzer).Assembly;
        var docs = XmlDocs.Of(assembly);
        return MarkdownTable.Of(
            ["key", "value", "what"],
            assembly.GetTypes()
                .SelectMany(type => type.GetFields())
                .Where(field => field is { IsLiteral: true, Name: var name } && name.EndsWith("Key", StringComparison.Ordinal) && field.GetRawConstantValue() is string key && key.StartsWith(Prefix, StringComparison.Ordinal))
                .OrderBy(field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal)
                .Select(field => (string[])[MarkdownTable.Code((string)field.GetRawConstantValue()!), docs.Value(field).Replace("; ", "<br>Default: ", StringComparison.Ordinal), docs.Summary(field)])
                .Append([MarkdownTable.Code("dotnet_diagnostic.<id>.severity"), "`none`, `silent`, `suggestion`, `warning`, `error`", "A rule's severity, for the files of the section."]));
    }
}
