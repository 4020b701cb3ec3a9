using System.Globalization;

namespace AiInstrument.Collector.Storage;

/// <summary>The shape of a rollup: the sums over the counted interactions of each bucket and group.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Grain">The length of its buckets.</param>
/// <param name="Groups">The columns that it keeps apart, in the order of the key, with the dimension of each.</param>
/// <param name="Part">The column and value that tell it from others in the same table, or null when the table is its own.</param>
internal sealed record RollupDefinition(string Table, RollupGrain Grain, (string Column, DimensionKind Kind)[] Groups, (string Column, long Value)? Part = null)
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

    /// <summary>What a call was, without who made it.</summary>
    public static readonly (string Column, DimensionKind Kind)[] Shape =
    [
        ("provider_id", DimensionKind.Provider),
        ("model_id", DimensionKind.Model),
        ("feature_id", DimensionKind.Feature),
        ("category_id", DimensionKind.Category),
        ("entry_point_id", DimensionKind.EntryPoint),
        ("service_id", DimensionKind.Service),
    ];

    /// <summary>Hours, without organization, user and project: with them an hour has nearly as many groups as calls.</summary>
    public static RollupDefinition Hours { get; } = new("usage_hourly", RollupGrain.Hour, Shape);

    /// <summary>Days, by every dimension that pages group and filter by; a user's rows of a day lie together, and in them those of a feature.</summary>
    public static RollupDefinition Days { get; } = new("usage_daily", RollupGrain.Day,
    [
        ("user_id", DimensionKind.User),
        ("feature_id", DimensionKind.Feature),
        ("model_id", DimensionKind.Model),
        ("provider_id", DimensionKind.Provider),
        ("category_id", DimensionKind.Category),
        ("entry_point_id", DimensionKind.EntryPoint),
        ("service_id", DimensionKind.Service),
        ("organization_id", DimensionKind.Organization),
        ("project_id", DimensionKind.Project),
    ]);

    /// <summary>Days of each call site, without organization, user and project.</summary>
    public static RollupDefinition Sites { get; } = new("usage_site_daily", RollupGrain.Day, [("call_site_id", DimensionKind.CallSite), .. Shape]);

    /// <summary>The dimensions that it keeps apart.</summary>
    public DimensionSet Kept { get; } = DimensionSet.Of([.. Groups.Select(group => group.Kind)]);

    /// <summary>The bucket's column.</summary>
    public string Bucket { get; } = Grain switch { RollupGrain.Hour => "hour", RollupGrain.Day => "day", _ => "month" };

    /// <summary>The bucket's length; months have none.</summary>
    public long NanosPerBucket => Grain switch
    {
        RollupGrain.Hour => UnixTime.NanosPerHour,
        RollupGrain.Day => UnixTime.NanosPerDay,
        _ => throw new InvalidOperationException("Months differ in length."),
    };

    /// <summary>The columns of the primary key.</summary>
    public string[] Key => Part is { } part ? ["workspace_id", part.Column, Bucket, .. GroupColumns] : ["workspace_id", Bucket, .. GroupColumns];

    /// <summary>The columns that it keeps apart.</summary>
    public IEnumerable<string> GroupColumns => Groups.Select(group => group.Column);

    /// <summary>The condition that a row is one of its own.</summary>
    public string IsOwn => Part is { } part ? string.Create(CultureInfo.InvariantCulture, $"{part.Column} = {part.Value}") : "1";

    /// <summary>The column of a dimension.</summary>
    public string ColumnOf(DimensionKind kind) => Array.Find(Groups, group => group.Kind == kind).Column;
}
