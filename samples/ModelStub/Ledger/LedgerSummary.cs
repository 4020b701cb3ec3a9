namespace ModelStub.Ledger;

/// <summary>Sums of a group of requests.</summary>
/// <param name="Name">The feature, route or job, model or organization; null for requests that name none.</param>
/// <param name="Calls">Requests.</param>
/// <param name="Completed">Answered to the end.</param>
/// <param name="Failed">Answered with an error.</param>
/// <param name="Aborted">Left by the client.</param>
/// <param name="Tokens">What the clients were told.</param>
public sealed record LedgerGroup(string? Name, int Calls, int Completed, int Failed, int Aborted, LedgerTokens Tokens);

/// <summary>The ledger's sums.</summary>
/// <param name="Total">All requests.</param>
/// <param name="ByFeature">By feature.</param>
/// <param name="ByEntryPoint">By route or job.</param>
/// <param name="ByModel">By model that answered.</param>
/// <param name="ByOrganization">By organization.</param>
public sealed record LedgerSummary(
    LedgerGroup Total,
    IReadOnlyList<LedgerGroup> ByFeature,
    IReadOnlyList<LedgerGroup> ByEntryPoint,
    IReadOnlyList<LedgerGroup> ByModel,
    IReadOnlyList<LedgerGroup> ByOrganization)
{
    /// <summary>Adds up.</summary>
    public static LedgerSummary Of(IReadOnlyList<LedgerEntry> entries) => new(
        Sum("total", entries),
        GroupBy(entries, e => e.Tag.Feature),
        GroupBy(entries, e => e.Tag.EntryPoint),
        GroupBy(entries, e => e.Model),
        GroupBy(entries, e => e.Tag.Organization));

    private static List<LedgerGroup> GroupBy(IEnumerable<LedgerEntry> entries, Func<LedgerEntry, string?> key) =>
        [.. entries.GroupBy(key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Sum(g.Key, [.. g]))];

    private static LedgerGroup Sum(string? name, IReadOnlyList<LedgerEntry> entries) => new(
        name,
        entries.Count,
        entries.Count(e => e.Outcome == LedgerOutcome.Completed),
        entries.Count(e => e.Outcome == LedgerOutcome.Failed),
        entries.Count(e => e.Outcome == LedgerOutcome.Aborted),
        entries.Aggregate(LedgerTokens.None, (sum, e) => sum + e.Tokens));
}
