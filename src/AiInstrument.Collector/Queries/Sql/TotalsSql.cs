namespace AiInstrument.Collector.Queries.Sql;

/// <summary>The sums of <see cref="UsageTotals"/>, once over a rollup and once over interactions. Both lists name the same thirteen in the same order.</summary>
internal static class TotalsSql
{
    /// <summary>Sums over rows of a rollup.</summary>
    public const string OverRollup = """
        coalesce(sum(calls), 0), coalesce(sum(succeeded), 0), coalesce(sum(failed), 0),
        coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cached_input_tokens), 0), coalesce(sum(cache_write_tokens), 0), coalesce(sum(reasoning_tokens), 0),
        coalesce(sum(cost_nano_usd), 0), coalesce(sum(unpriced_calls), 0), coalesce(sum(unpriced_tokens), 0), coalesce(sum(estimated_calls), 0), coalesce(sum(duration_ms), 0)
        """;

    /// <summary>The two sums over rows of a rollup that groups are ranked by: cost, then calls. A third of the work of all thirteen.</summary>
    public const string Rank = "coalesce(sum(cost_nano_usd), 0), coalesce(sum(calls), 0)";

    /// <summary>Sums over the counted ones of some interactions. Status 0 is ok, 1 is error.</summary>
    public const string OverInteractions = """
        coalesce(sum(counted), 0), coalesce(sum(counted AND status = 0), 0), coalesce(sum(counted AND status = 1), 0),
        coalesce(sum(counted * coalesce(input_tokens, 0)), 0), coalesce(sum(counted * coalesce(output_tokens, 0)), 0), coalesce(sum(counted * coalesce(cached_input_tokens, 0)), 0),
        coalesce(sum(counted * coalesce(cache_write_tokens, 0)), 0), coalesce(sum(counted * coalesce(reasoning_tokens, 0)), 0),
        coalesce(sum(counted * coalesce(cost_nano_usd, 0)), 0), coalesce(sum(counted AND unpriced), 0),
        coalesce(sum(counted * unpriced * (coalesce(input_tokens, 0) + coalesce(output_tokens, 0))), 0), coalesce(sum(counted AND estimated), 0),
        coalesce(sum(counted * (duration_nano / 1000000)), 0)
        """;
}
