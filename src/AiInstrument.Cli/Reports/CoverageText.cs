using System.Globalization;
using System.Text;
using AiInstrument.Cli.Builds;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Reports;

/// <summary>Coverage as a table and as Markdown.</summary>
internal static class CoverageText
{
    private static readonly string[] Columns = ["assembly", "calls", "intercepted", "by the client", "not measured", "coverage"];

    /// <summary>Writes coverage in a format.</summary>
    public static void Write(this CommandConsole console, CoverageReport report, string format)
    {
        switch (format)
        {
            case "json":
                console.Write(report, CodeJson.Default.CoverageReport);
                break;
            case "markdown":
                console.Output.Write(new StringBuilder("## Coverage of model calls\n\n")
                    .Append(Summary(report)).Append("\n\n")
                    .Table(Columns, Rows(report).Select(row => row.Select(MarkdownText.Plain).ToArray())));
                break;
            default:
                console.Write(Columns, Rows(report));
                console.Say(Summary(report));
                break;
        }
    }

    private static IEnumerable<string[]> Rows(CoverageReport report)
    {
        foreach (var line in report.Assemblies)
        {
            yield return Row(line.Name, line.Count, line.Manifest is null ? "at least " : "");
        }

        yield return Row("total", report.Total, report.Total.WithoutManifest > 0 ? "at least " : "");
    }

    private static string[] Row(string name, CoverageCount count, string atLeast) =>
    [
        name,
        atLeast + Number(count.Calls),
        Number(count.Intercepted),
        Number(count.Wrapped),
        Lost(count),
        count.Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.0} %") : "-",
    ];

    private static string Lost(CoverageCount count)
    {
        var reasons = count.Escaped.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value} {reason.Key}"));
        var without = count.WithoutManifest > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{count.WithoutManifest} built without AiInstrument")] : Array.Empty<string>();
        var all = reasons.Concat(without).ToArray();
        return all.Length == 0 ? "0" : string.Join(", ", all);
    }

    private static string Summary(CoverageReport report)
    {
        var total = report.Total;
        var share = total.Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{total.Covered} of {total.Calls} calls are measured: {percent:0.0} %") : "There is no call to measure";
        var minimum = report.Minimum is { } min ? string.Create(CultureInfo.InvariantCulture, $", {(report.IsMet ? "at least" : "less than")} {min:0.###} %") : "";
        return share + minimum + ".";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
