using System.Xml.Linq;

namespace AiInstrument.Docs.Reference;

/// <summary>The properties of a project that the package reads, with the comment before each in the package's own file.</summary>
internal static class BuildProperties
{
    private const string NoSetting = "Not a setting:";

    /// <summary>The table.</summary>
    public static string Table()
    {
        using var file = typeof(BuildProperties).Assembly.GetManifestResourceStream("AiInstrument.props")!;
        var project = XDocument.Load(file).Root!;
        var defaults = project.Elements("PropertyGroup").Elements().ToDictionary(element => element.Name.LocalName, element => element, StringComparer.Ordinal);
        var visible = project.Elements("ItemGroup").Elements("CompilerVisibleProperty").Where(item => !defaults.ContainsKey(item.Attribute("Include")!.Value));
        return MarkdownTable.Of(
            ["property", "default", "what"],
            defaults.Values.Select(property => (string[])[MarkdownTable.Code(property.Name.LocalName), MarkdownTable.Code(property.Value), Comment(property)])
                .Concat(visible.Where(item => !Comment(item).StartsWith(NoSetting, StringComparison.Ordinal)).Select(item => (string[])[MarkdownTable.Code(item.Attribute("Include")!.Value), "", Comment(item)])));
    }

    private static string Comment(XElement element) =>
        element.NodesBeforeSelf().Reverse().SkipWhile(node => node is XText).FirstOrDefault() is XComment comment
            ? comment.Value.Trim()
            : throw new InvalidDataException($"Nothing is written before {element}.");
}
