
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>Everything known of an interaction. <c>costLines</c> say how the cost came about, <c>attributes</c> are those that were sent and are no content.</summary>
internal sealed class UsageRecordDetail(InteractionDetail row) : UsageRecord(row)
{
    public string? ParentSpanId => row.ParentSpanId;

    public string? CodeFunction => row.CodeFunction;

    public string? Build => row.BuildId;

    public string? Instrumentation => row.ScopeName;

    public string? Dialect => row.Dialect;

    public string? UncountedReason => row.UncountedReason;

    public long? SavedNanoUsd => row.SavedNanoUsd;

    public long? ReportedCostNanoUsd => row.ReportedCostNanoUsd;

    public RecordLeftOut? LeftOut => row.LeftOut;

    public string? Price => row.PriceDescription;

    public IReadOnlyList<CostLine> CostLines => row.CostLines;

    public IReadOnlyList<UsageAttribute> Attributes { get; } = [.. row.Attributes.Select(pair => new UsageAttribute(pair.Key, pair.Value))];
}

/// <summary>An attribute as it was sent.</summary>
internal sealed record UsageAttribute(string Key, string Value);
