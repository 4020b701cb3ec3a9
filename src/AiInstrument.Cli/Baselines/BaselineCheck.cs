using System.Text.Json.Serialization;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Baselines;

/// <summary>What a scan has that a baseline does not accept, and the other way round. The JSON of <c>check --json</c>.</summary>
/// <param name="Baseline">The baseline's file name.</param>
/// <param name="Accepted">How many findings the baseline accepts.</param>
/// <param name="New">Findings that it does not.</param>
/// <param name="Vanished">Entries whose findings are gone.</param>
/// <param name="Unchecked">Entries of projects that were not read whole: nobody knows.</param>
/// <param name="Incomplete">Projects that were not read whole.</param>
internal sealed record BaselineCheck(
    string Baseline,
    int Accepted,
    IReadOnlyList<ScanFinding> New,
    IReadOnlyList<BaselineEntry> Vanished,
    int Unchecked,
    IReadOnlyList<ScannedProject> Incomplete)
{
    private const string Note = "note";

    /// <summary>The version of the shape.</summary>
    [JsonPropertyOrder(-1)]
    public int Version => 1;

    /// <summary>What was written: null when nothing was.</summary>
    public int? Written { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="baseline">What is accepted.</param>
    /// <param name="file">The baseline's file name.</param>
    /// <param name="report">What is there.</param>
    public static BaselineCheck Of(Baseline baseline, string file, ScanReport report)
    {
        var findings = report.Findings.Where(finding => finding.Level != Note).ToArray();
        var accepted = baseline.Findings.Select(entry => entry.Key).ToHashSet();
        var there = report.Findings.Select(finding => (finding.Rule, finding.Id)).ToHashSet();
        var incomplete = report.Projects.Where(project => !project.IsWhole).ToArray();
        var unread = incomplete.Select(project => project.Name).ToHashSet(StringComparer.Ordinal);
        var gone = baseline.Findings.Where(entry => !there.Contains(entry.Key)).ToArray();
        return new BaselineCheck(
            file,
            findings.Count(finding => accepted.Contains((finding.Rule, finding.Id))),
            [.. findings.Where(finding => !accepted.Contains((finding.Rule, finding.Id)))],
            [.. gone.Where(entry => !unread.Contains(entry.Project))],
            gone.Count(entry => unread.Contains(entry.Project)),
            incomplete);
    }

    /// <summary>The baseline that is left of one: without what vanished, and with what is new only where that is asked for.</summary>
    public Baseline Apply(Baseline baseline, bool acceptNew)
    {
        var vanished = Vanished.Select(entry => entry.Key).ToHashSet();
        return Baselines.Baseline.Of(baseline.Findings.Where(entry => !vanished.Contains(entry.Key)).Concat(acceptNew ? New.Select(BaselineEntry.Of) : []));
    }
}
