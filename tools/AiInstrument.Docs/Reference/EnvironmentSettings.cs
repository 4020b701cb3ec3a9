using System.Text.RegularExpressions;

namespace AiInstrument.Docs.Reference;

/// <summary>The variables that an application reads.</summary>
internal static partial class EnvironmentSettings
{
    /// <summary>The table, with the option that each gives its value to.</summary>
    public static string Table()
    {
        var assembly = typeof(AiInstrumentOptions).Assembly;
        var names = assembly.GetType("AiInstrument.SettingNames", throwOnError: true)!;
        var docs = XmlDocs.Of(assembly);
        var options = Options(typeof(AiInstrumentOptions), "", docs).ToList();
        var prefix = (string)names.GetField("Prefix")!.GetRawConstantValue()!;
        var fields = names.GetFields().Where(field => field.Name != "Prefix").ToList();
        var own = fields.Select(field => (string)field.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);
        var rows = fields.Select(field => Row(
            (string)field.GetRawConstantValue()!,
            docs.Value(field),
            docs.Summary(field)));

        // What OpenTelemetry itself reads, and the options say.
        var others = options.Where(option => option.Variable.StartsWith("OTEL_", StringComparison.Ordinal) && !own.Contains(option.Variable) && !option.Variable.StartsWith(prefix + "TRACES_", StringComparison.Ordinal))
            .Select(option => Row(option.Variable, "", $"See `{option.Name}`."));
        return MarkdownTable.Of(["variable", "default", "option", "what"], rows.Concat(others));

        string[] Row(string name, string fallback, string what) =>
        [
            MarkdownTable.Code(name) + (name.StartsWith(prefix, StringComparison.Ordinal) ? $", {MarkdownTable.Code(prefix + "TRACES_" + name[prefix.Length..])}" : ""),
            fallback,
            string.Join(", ", options.Where(option => option.Variable == name).Select(option => MarkdownTable.Code(option.Name)).Distinct(StringComparer.Ordinal)),
            what,
        ];
    }

    // Which variable an option takes its value from is what its documentation says.
    private static IEnumerable<(string Name, string Variable)> Options(Type type, string prefix, XmlDocs docs) => type.GetProperties().OrderBy(property => property.MetadataToken).SelectMany(property =>
        property.PropertyType.Namespace == type.Namespace && property.PropertyType.IsClass
            ? Options(property.PropertyType, $"{prefix}{property.Name}.", docs)
            : Variable().Matches(docs.Summary(property)).Select(match => (prefix + property.Name, match.Value)));

    [GeneratedRegex("(?:OTEL|AIINSTRUMENT)_[A-Z_]+")]
    private static partial Regex Variable();
}
