namespace AiInstrument.Collector.Storage;

/// <summary>The shape of a rollup: the sums over the counted interactions of each bucket and group.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Bucket">The bucket's column, which counts from the Unix epoch, UTC.</param>
/// <param name="NanosPerBucket">The bucket's length.</param>
/// <param name="Groups">The columns that it keeps apart; interactions have the same.</param>
internal sealed record RollupDefinition(string Table, string Bucket, long NanosPerBucket, (string Column, Func<RollupGroup, long> Value)[] Groups)
{
    /// <summary>Each sum with its column, its SQL over interactions, and its field.</summary>
    public static readonly (string Column, string OverRows, Func<RollupSums, long> Value)[] Sums =
    [
        ("calls", "count(*)", sums => sums.Calls),
        ("succeeded", "sum(status = 0)", sums => sums.Succeeded),
        ("failed", "sum(status = 1)", sums => sums.Failed),
        ("input_tokens", "sum(coalesce(input_tokens, 0))", sums => sums.InputTokens),
        ("output_tokens", "sum(coalesce(output_tokens, 0))", sums => sums.OutputTokens),
        ("cached_input_tokens", "sum(coalesce(cached_input_tokens, 0))", sums => sums.CachedInputTokens),
        ("cache_write_tokens", "sum(coalesce(cache_write_tokens, 0))", sums => sums.CacheWriteTokens),
        ("reasoning_tokens", "sum(coalesce(reasoning_tokens, 0))", sums => sums.ReasoningTokens),
        ("cost_nano_usd", "sum(coalesce(cost_nano_usd, 0))", sums => sums.CostNanoUsd),
        ("unpriced_calls", "sum(unpriced)", sums => sums.UnpricedCalls),
        ("unpriced_tokens", "sum(unpriced * (coalesce(input_tokens, 0) + coalesce(output_tokens, 0)))", sums => sums.UnpricedTokens),
        ("estimated_calls", "sum(estimated)", sums => sums.EstimatedCalls),
        ("duration_ms", "sum(duration_nano / 1000000)", sums => sums.DurationMs),
    ];

    private static readonly (string Column, Func<RollupGroup, long> Value)[] Common =
    [
        ("provider_id", group => group.Provider),
        ("model_id", group => group.Model),
        ("feature_id", group => group.Feature),
        ("category_id", group => group.Category),
        ("entry_point_id", group => group.EntryPoint),
        ("service_id", group => group.Service),
    ];

    /// <summary>Hours, without organization, user and project: with them an hour has nearly as many groups as calls.</summary>
    public static RollupDefinition Hours { get; } = new("usage_hourly", "hour", UnixTime.NanosPerHour, Common);

    /// <summary>Days, by every dimension that pages group and filter by.</summary>
    public static RollupDefinition Days { get; } = new("usage_daily", "day", UnixTime.NanosPerDay,
    [
        .. Common,
        ("organization_id", group => group.Organization),
        ("user_id", group => group.User),
        ("project_id", group => group.Project),
    ]);

    /// <summary>The columns of the primary key, the bucket second.</summary>
    public string[] Key => ["workspace_id", Bucket, .. Groups.Select(group => group.Column)];
}
