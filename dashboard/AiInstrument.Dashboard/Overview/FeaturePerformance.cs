using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Overview;

/// <summary>How the largest features did.</summary>
/// <param name="Scope">Days and filter.</param>
/// <param name="Features">Each with its sums and with how it went; null where nothing of that is kept.</param>
/// <param name="FeatureCount">How many there are in all.</param>
internal sealed record FeaturePerformance(UsageScope Scope, IReadOnlyList<(UsageGroup Group, UsageQuality? Quality)> Features, int FeatureCount);
