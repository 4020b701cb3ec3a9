using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>What a status of a request means.</summary>
/// <param name="Condition">In a row.</param>
/// <param name="Count">In the sums of a day.</param>
/// <param name="List">The kind of its lists, where it has some. What is unpriced changes with the prices.</param>
internal sealed record RecordStatus(string Condition, Func<UsageTotals, long> Count, int? List)
{
    /// <summary>What does not count. No sum has it, so that it is looked for among the newest records.</summary>
    public const string Uncounted = "uncounted";

    private static readonly Dictionary<string, RecordStatus> All = new(StringComparer.Ordinal)
    {
        ["ok"] = new("status = 0", totals => totals.Succeeded, null),
        ["error"] = new("status = 1", totals => totals.Failed, RecordLists.Failed),
        ["cancelled"] = new("status = 2", totals => totals.Calls - totals.Succeeded - totals.Failed, RecordLists.Cancelled),
        ["unpriced"] = new("unpriced = 1", totals => totals.UnpricedCalls, null),
        ["estimated"] = new("estimated = 1", totals => totals.EstimatedCalls, RecordLists.Estimated),
        [Uncounted] = new("counted = 0", _ => 0, null),
    };

    /// <summary>The status that a request names, or null.</summary>
    public static RecordStatus? Find(string? name) => All.GetValueOrDefault(name ?? "");
}
