using System.Globalization;
using System.Text;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Reports;

/// <summary>Findings as workflow commands, which GitHub Actions shows at the line.</summary>
internal static class GitHubAnnotations
{
    /// <summary>A line for each finding and each project that was not read whole.</summary>
    public static string Of(ScanReport report)
    {
        var text = new StringBuilder();
        foreach (var finding in report.Findings)
        {
            var level = finding.Level is "note" ? "notice" : finding.Level;
            var place = finding.File is null
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"file={Property(finding.File)},line={finding.Line},col={finding.Column},");
            text.Append(CultureInfo.InvariantCulture, $"::{level} {place}title={Property(finding.Rule)}::{Data(finding.Message)}\n");
        }

        foreach (var project in report.Projects)
        {
            foreach (var problem in project.Problems)
            {
                text.Append(CultureInfo.InvariantCulture, $"::warning file={Property(project.File)},title=Not scanned whole::{Data(problem)}\n");
            }
        }

        return text.ToString();
    }

    // The runner's own escapes: without them a message could end the command and begin another.
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
