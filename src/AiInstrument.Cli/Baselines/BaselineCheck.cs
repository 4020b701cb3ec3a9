using System.Text.Json.Serialization;
using AiInstrument.Cli.Moves;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Baselines;

/// <summary>What a scan has that a baseline does not accept, and the other way round. The JSON of <c>check --json</c>.</summary>
/// <param name="Baseline">The baseline's file name.</param>
/// <param name="Accepted">How many findings the baseline accepts.</param>
/// <param name="New">Findings that it does not.</param>
/// <param name="Moved">Entries whose findings stand in another member now, which is the same but for its name or type.</param>
/// <param name="Vanished">Entries whose findings are gone.</param>
/// <param name="Unchecked">Entries of projects that were not read whole: nobody knows.</param>
/// <param name="Incomplete">Projects that were not read whole.</param>
internal sealed record BaselineCheck(
    string Baseline,
    int Accepted,
    IReadOnlyList<ScanFinding> New,
    IReadOnlyList<MovedFinding> Moved,
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

    // What is there now, as a baseline would hold it.
    private IReadOnlyDictionary<(string Rule, string Id), BaselineEntry> There { get; init; } = new Dictionary<(string Rule, string Id), BaselineEntry>();

    /// <summary>Compares.</summary>
    /// <param name="baseline">What is accepted.</param>
    /// <param name="file">The baseline's file name.</param>
    /// <param name="report">What is there.</param>
    public static BaselineCheck Of(Baseline baseline, string file, ScanReport report)
    {
        var findings = report.Findings.Where(finding => finding.Level != Note).ToArray();
        var accepted = baseline.Findings.Select(entry => entry.Key).ToHashSet();
        var there = report.Findings.Select(BaselineEntry.Of).DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key);
        var incomplete = report.Projects.Where(project => !project.IsWhole).ToArray();
        var unread = incomplete.Select(project => project.Name).ToHashSet(StringComparer.Ordinal);
        var gone = baseline.Findings.Where(entry => !there.ContainsKey(entry.Key)).ToArray();
        var vanished = gone.Where(entry => !unread.Contains(entry.Project)).ToArray();
        var added = findings.Where(finding => !accepted.Contains((finding.Rule, finding.Id))).ToArray();
        var moves = Moves(vanished, added.Select(BaselineEntry.Of).DistinctBy(entry => entry.Key)).ToDictionary(move => move.To.Key, move => move.From);
        return new BaselineCheck(
            file,
            findings.Length - added.Length,
            [.. added.Where(finding => !moves.ContainsKey((finding.Rule, finding.Id)))],
            [.. added.Where(finding => moves.ContainsKey((finding.Rule, finding.Id))).Select(finding => new MovedFinding(moves[(finding.Rule, finding.Id)], finding))],
            [.. vanished.Except(moves.Values)],
            gone.Length - vanished.Length,
            incomplete)
        {
            There = there,
        };
    }

    /// <summary>What is new must not hide behind what is gone: only a member with the very same code, and its name or its type, is the member of before.</summary>
    private static IReadOnlyList<(BaselineEntry From, BaselineEntry To)> Moves(IEnumerable<BaselineEntry> vanished, IEnumerable<BaselineEntry> added) => MovedPairs.Find(
        vanished,
        added,
        entry => entry.Code is { } code ? (entry.Rule, entry.Project, code) : null,
        entry => entry.Member,
        (from, to) =>
        {
            var (a, b) = (MemberName.Of(from.Member), MemberName.Of(to.Member));
            return a.Own == b.Own || a.Type == b.Type ? 1 : 0;
        });

    /// <summary>The baseline that is left of one: without what vanished, with what moved at its place now, and with what is new only where that is asked for.</summary>
    public Baseline Apply(Baseline baseline, bool acceptNew)
    {
        var gone = Vanished.Concat(Moved.Select(move => move.From)).Select(entry => entry.Key).ToHashSet();
        return Baselines.Baseline.Of(
        [
            .. baseline.Findings.Where(entry => !gone.Contains(entry.Key)).Select(entry => There.GetValueOrDefault(entry.Key, entry)),
            .. Moved.Select(move => BaselineEntry.Of(move.To)),
            .. acceptNew ? New.Select(BaselineEntry.Of) : [],
        ]);
    }
}

/// <summary>A finding that moved.</summary>
/// <param name="From">What the baseline has.</param>
/// <param name="To">What the code has.</param>
internal sealed record MovedFinding(BaselineEntry From, ScanFinding To);
