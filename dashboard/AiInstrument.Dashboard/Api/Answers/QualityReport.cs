using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The answer of <c>GET /api/ai-usage/quality</c>. <c>groups</c> is null unless the request asks <c>by</c> a dimension.</summary>
internal sealed record QualityReport(string Period, DateOnly? From, DateOnly To, QualityMeasures Totals, IReadOnlyList<QualityGroup>? Groups);

/// <summary>One value of a dimension; null for "without".</summary>
internal sealed record QualityGroup(string? Name, QualityMeasures Quality);

/// <summary>What is not kept for a narrowing is null.</summary>
internal sealed class QualityMeasures(UsageQuality quality)
{
    public DurationMeasures? DurationMs { get; } = quality.Durations is { } durations ? new(durations) : null;

    public DurationMeasures? FirstTokenMs { get; } = quality.FirstTokens is { } first ? new(first) : null;

    public IReadOnlyList<ErrorClass>? Errors => quality.Errors;

    public CacheSavings? Savings => quality.Savings;
}

/// <summary>Percentiles in milliseconds; null where nothing was measured.</summary>
internal sealed class DurationMeasures(DurationQuality quality)
{
    public long Calls => quality.Calls;

    public double? P50 => quality.P50?.TotalMilliseconds;

    public double? P95 => quality.P95?.TotalMilliseconds;

    public double? P99 => quality.P99?.TotalMilliseconds;
}
