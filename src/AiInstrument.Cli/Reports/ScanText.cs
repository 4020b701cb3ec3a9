using System.Globalization;
using System.Text;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Reports;

/// <summary>A scan as tables, Markdown and annotations.</summary>
internal static class ScanText
{
    private static readonly string[] CallColumns = ["project", "member", "SDK", "call", "model", "feature", "covered", "where"];

    /// <summary>Writes a report in a format.</summary>
    public static void Write(this CommandConsole console, ScanReport report, string format)
    {
        switch (format)
        {
            case "json":
                console.Write(report, CodeJson.Default.ScanReport);
                break;
            case "sarif":
                console.Say(SarifReport.Write(report));
                break;
            case "markdown":
                console.Output.Write(Markdown(report));
                break;
            case "github":
                console.Output.Write(GitHubAnnotations.Of(report));
                break;
            default:
                Tables(console, report);
                break;
        }
    }

    /// <summary>One line that says what was found.</summary>
    public static string Summary(ScanReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Counted.Of(report.Totals.Calls, "model call")} in {Counted.Of(report.Totals.Projects, "project")}, {report.Totals.Covered} covered; {Counted.Of(report.Totals.Findings, "finding")}.");

    private static void Tables(CommandConsole console, ScanReport report)
    {
        if (report.Calls.Count > 0)
        {
            console.Write(CallColumns, report.Calls.Select(call => Cells(call)));
        }

        foreach (var (project, problem) in Problems(report))
        {
            console.Say($"{project.File}: {problem}");
        }

        console.Say(Summary(report));
    }

    private static string Markdown(ScanReport report)
    {
        var text = new StringBuilder("## Model calls\n\n").Append(Summary(report)).Append("\n\n");
        if (report.Calls.Count > 0)
        {
            text.Table(CallColumns, report.Calls.Select(call => Cells(call).Select(MarkdownText.Plain).ToArray()));
        }

        if (report.Findings.Count > 0)
        {
            text.Append("### Findings\n\n").Table(
                ["rule", "level", "where", "what"],
                report.Findings.Select(finding => (string[])[finding.Rule, finding.Level, MarkdownText.Plain(Where(finding.File, finding.Line)), MarkdownText.Plain(finding.Message)]));
        }

        if (!report.IsWhole)
        {
            text.Append("### Not read whole\n\n").Table(["project", "why"], Problems(report).Select(problem => (string[])[MarkdownText.Plain(problem.Project.File), MarkdownText.Plain(problem.Problem)]));
        }

        return text.ToString();
    }

    private static IEnumerable<(ScannedProject Project, string Problem)> Problems(ScanReport report) =>
        report.Projects.SelectMany(project => project.Problems.Select(problem => (project, problem)));

    private static string[] Cells(ScannedCall call) =>
    [
        call.Project,
        Short(call.Member),
        call.Sdk,
        Short(call.Method),
        call.Model ?? "-",
        call.Feature ?? (call.Attributed == true ? "at run time" : "-"),
        call.State switch { CallState.Intercepted => "yes", CallState.Wrapped => "by its client", _ => "no: " + call.Reason },
        Where(call.File, call.Line),
    ];

    private static string Where(string? file, int line) => file is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");

    /// <summary>A member's type and name, without namespaces and parameters.</summary>
    private static string Short(string member)
    {
        var name = member.IndexOf('(', StringComparison.Ordinal) is var end and >= 0 ? member[..end] : member;
        var parts = name.Split('.');
        return string.Join('.', parts.TakeLast(2));
    }
}
