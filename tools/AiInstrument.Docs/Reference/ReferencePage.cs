using System.Text.RegularExpressions;

namespace AiInstrument.Docs.Reference;

/// <summary>Pages with tables that are generated between their marks; what is between them is written by hand.</summary>
internal static partial class ReferencePage
{
    /// <summary>The tables of each page, by its name below docs.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<string>>> Tables { get; } = new Dictionary<string, IReadOnlyDictionary<string, Func<string>>>(StringComparer.Ordinal)
    {
        ["configuration.md"] = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
        {
            ["msbuild"] = BuildProperties.Table,
            ["editorconfig"] = EditorConfigKeys.Table,
            ["runtime"] = () => OptionTables.Of(new AiInstrumentOptions()),
            ["environment"] = EnvironmentSettings.Table,
            ["collector"] = () => OptionTables.Of(new Collector.CollectorOptions()),
            ["server-options"] = () => OptionTables.Of(new Dashboard.Hosting.DashboardServerOptions()),
            ["server"] = CommandLines.Server,
            ["tool"] = CommandLines.Tool,
        },
        ["migration.md"] = new Dictionary<string, Func<string>>(StringComparer.Ordinal) { ["dialects"] = DialectTables.Text },
    };

    /// <summary>The page with the tables that the code asks for.</summary>
    /// <exception cref="InvalidDataException">A table has no marks on the page, or the page marks one that does not exist.</exception>
    public static string WithTables(string page, IReadOnlyDictionary<string, Func<string>> tables)
    {
        var left = tables.Keys.ToHashSet(StringComparer.Ordinal);
        var text = Marked().Replace(page.ReplaceLineEndings("\n"), match =>
        {
            var name = match.Groups["name"].Value;
            return left.Remove(name)
                ? $"{match.Groups["open"].Value}\n{RuleId().Replace(tables[name](), "[$0](rules/$0.md)")}{match.Groups["close"].Value}"
                : throw new InvalidDataException($"The page marks the table '{name}' twice, or there is no such table.");
        });
        return left.Count == 0 ? text : throw new InvalidDataException($"The page has no marks for: {string.Join(", ", left)}.");
    }

    [GeneratedRegex("(?<open><!-- generated: (?<name>[a-z-]+) -->)\n.*?(?<close><!-- end of generated -->)", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\bAII\d{4}\b")]
    private static partial Regex RuleId();
}
