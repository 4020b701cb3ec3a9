using System.Globalization;
using System.Text;
using AiInstrument.Cli.Baselines;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Reports;

/// <summary>A check as a table, Markdown and annotations.</summary>
internal static class CheckText
{
    private static readonly string[] NewColumns = ["rule", "level", "where", "what"];
    private static readonly string[] MovedColumns = ["rule", "project", "from", "to"];
    private static readonly string[] VanishedColumns = ["rule", "project", "member"];

    /// <summary>Writes a check in a format. SARIF and annotations hold what is new.</summary>
    public static void Write(this CommandConsole console, BaselineCheck check, ScanReport report, string format)
    {
        switch (format)
        {
            case "json":
                console.Write(check, CodeJson.Default.BaselineCheck);
                break;
            case "sarif":
                console.Write(report with { Findings = check.New }, format);
                foreach (var move in check.Moved)
                {
                    // The log holds what fails; that something else was let pass is said beside it.
                    console.Refuse(Sentence(move));
                }

                break;
            case "github":
                // A move fails nothing, and must be seen.
                console.Write(report with { Findings = [.. check.New, .. check.Moved.Select(move => move.To with { Level = "note", Message = Sentence(move) })] }, format);
                break;
            case "markdown":
                console.Output.Write(Markdown(check));
                break;
            default:
                Table(console, check);
                break;
        }
    }

    private static void Table(CommandConsole console, BaselineCheck check)
    {
        if (check.New.Count > 0)
        {
            console.Write(NewColumns, check.New.Select(New));
        }

        if (check.Moved.Count > 0)
        {
            console.Say("Accepted at another place, where the member's code is the same:");
            console.Write(MovedColumns, check.Moved.Select(Moved));
        }

        if (check.Vanished.Count > 0)
        {
            console.Say("Gone from the code, still in the baseline:");
            console.Write(VanishedColumns, check.Vanished.Select(Vanished));
        }

        foreach (var project in check.Incomplete)
        {
            console.Say($"{project.File}: {string.Join(" ", project.Problems)}");
        }

        console.Say(Summary(check));
    }

    private static string Markdown(BaselineCheck check)
    {
        var text = new StringBuilder("## Findings that the baseline does not accept\n\n").Append(Summary(check)).Append("\n\n");
        if (check.New.Count > 0)
        {
            text.Table(NewColumns, check.New.Select(finding => New(finding).Select(MarkdownText.Plain).ToArray()));
        }

        if (check.Moved.Count > 0)
        {
            text.Append("### Moved\n\n").Table(MovedColumns, check.Moved.Select(move => Moved(move).Select(MarkdownText.Plain).ToArray()));
        }

        if (check.Vanished.Count > 0)
        {
            text.Append("### Gone from the code\n\n").Table(VanishedColumns, check.Vanished.Select(entry => Vanished(entry).Select(MarkdownText.Plain).ToArray()));
        }

        if (check.Incomplete.Count > 0)
        {
            text.Append("### Not read whole\n\n").Table(["project", "why"], check.Incomplete.Select(project => (string[])[MarkdownText.Plain(project.File), MarkdownText.Plain(string.Join(' ', project.Problems))]));
        }

        return text.ToString();
    }

    private static string Summary(BaselineCheck check)
    {
        var summary = string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(check.New.Count, "new finding")}, {check.Accepted} accepted by {check.Baseline}, {check.Moved.Count} moved, {check.Vanished.Count} gone");
        var unread = check.Unchecked > 0 ? string.Create(CultureInfo.InvariantCulture, $", {check.Unchecked} in projects that were not read whole") : "";
        var written = check.Written is { } count ? string.Create(CultureInfo.InvariantCulture, $" Written: {count} findings.")
            : check.Vanished.Count > 0 ? " Take out what is gone with --update."
            : check.Moved.Count > 0 ? " Write down what moved with --update."
            : "";
        return summary + unread + "." + written;
    }

    private static string[] New(ScanFinding finding) => [finding.Rule, finding.Level, finding.File is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}"), finding.Message];

    private static string[] Moved(MovedFinding move) => [move.To.Rule, move.To.Project, move.From.Member, move.To.Member];

    private static string Sentence(MovedFinding move) => $"{move.To.Rule} is accepted, since it moved from {move.From.Member} to {move.To.Member}.";

    private static string[] Vanished(BaselineEntry entry) => [entry.Rule, entry.Project, entry.Member];
}
