using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api;

/// <summary>
/// The answer of <c>GET /api/ai-usage/records/{id}</c>: everything known about one interaction but what was said.
/// <c>costLines</c> is how its cost was calculated; each line costs its tokens times the price of a million of them.
/// </summary>
internal sealed class UsageRecordDetail(InteractionDetail record) : UsageRecord(record)
{
    public string? ParentSpanId => record.ParentSpanId;

    public string? UncountedReason => record.UncountedReason;

    public string? CodeFunction => record.CodeFunction;

    public string? BuildId => record.BuildId;

    public string? Instrumentation => record.ScopeName;

    public string? Dialect => record.Dialect;

    public long? SavedNanoUsd => record.SavedNanoUsd;

    public long? ReportedCostNanoUsd => record.ReportedCostNanoUsd;

    public string? Price => record.PriceDescription;

    public IReadOnlyList<CostLine> CostLines => record.CostLines;

    public RecordLeftOut? LeftOut => record.LeftOut;

    public IReadOnlyDictionary<string, string> Attributes => record.Attributes.ToDictionary(StringComparer.Ordinal);
}
