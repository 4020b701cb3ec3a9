using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api;

/// <summary>Everything known of an interaction. <c>costLines</c> say how the cost came about, <c>attributes</c> are those that were sent and are no content.</summary>
internal sealed class UsageRecordDetail(InteractionDetail row) : UsageRecord(row)
{
    public string SpanId => row.SpanId;

    public string? ParentSpanId => row.ParentSpanId;

    public string? RequestModel => row.RequestModel;

    public string? ResponseModel => row.ResponseModel;

    public string? ResponseId => row.ResponseId;

    public string? FinishReason => row.FinishReason;

    public string? ServiceTier => row.ServiceTier;

    public double? FirstTokenMs => row.TimeToFirstToken?.TotalMilliseconds;

    public long? CacheWriteTokens => row.CacheWriteTokens;

    public string? Service => row.Service;

    public string? Document => row.Document;

    public string? CallSite => row.CallSiteId;

    public string? CodeFunction => row.CodeFunction;

    public string? CodeFile => row.CodeFile;

    public int? CodeLine => row.CodeLine;

    public string? Build => row.BuildId;

    public string? Instrumentation => row.ScopeName;

    public string? Dialect => row.Dialect;

    public string? UncountedReason => row.UncountedReason;

    public int? Attempt => row.Attempt;

    public long? SavedNanoUsd => row.SavedNanoUsd;

    public long? ReportedCostNanoUsd => row.ReportedCostNanoUsd;

    public RecordLeftOut? LeftOut => row.LeftOut;

    public string? Price => row.PriceDescription;

    public IReadOnlyList<CostLine> CostLines => row.CostLines;

    public IReadOnlyList<UsageAttribute> Attributes { get; } = [.. row.Attributes.Select(pair => new UsageAttribute(pair.Key, pair.Value))];
}

/// <summary>An attribute as it was sent.</summary>
internal sealed record UsageAttribute(string Key, string Value);
