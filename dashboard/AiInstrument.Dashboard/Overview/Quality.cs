using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Overview;

/// <summary>How fast calls were, how they failed, and what caches saved.</summary>
/// <param name="Usage">The figures; what is not kept for a narrowing is null.</param>
/// <param name="Whole">The sums of the same calls.</param>
/// <param name="Scope">Days and filter.</param>
internal sealed record Quality(UsageQuality Usage, UsageTotals Whole, UsageScope Scope)
{
    /// <summary>Error types that have a row of their own.</summary>
    public const int MostErrors = 5;

    /// <summary>The share of input tokens that came from the provider's prompt cache; null without input.</summary>
    public double? CachedShare => Whole.InputTokens == 0 ? null : (double)Whole.CachedInputTokens / Whole.InputTokens;
}
