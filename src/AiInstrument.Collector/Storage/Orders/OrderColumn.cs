namespace AiInstrument.Collector.Storage.Orders;

/// <summary>A column by which the records of each part are kept in order.</summary>
/// <param name="Number">Its number in the database.</param>
/// <param name="Name">Its name in requests; null when lists are narrowed by it and not sorted.</param>
/// <param name="Sql">Its value in the interactions <c>i</c>: a number or null.</param>
/// <param name="IsName">Whether the number is the id of a value of a dimension, which is sorted by its text.</param>
internal sealed record OrderColumn(int Number, string? Name, string Sql, bool IsName = false)
{
    /// <summary>Stands for null, which comes before every number.</summary>
    public const long Null = long.MinValue;

    /// <summary>What a record costs, in nano-dollars.</summary>
    public static OrderColumn Cost { get; } = new(1, "cost", "i.cost_nano_usd");

    /// <summary>How long it took, in nanoseconds.</summary>
    public static OrderColumn Duration { get; } = new(7, "duration", "i.duration_nano");

    /// <summary>Its input and output tokens together; null when neither is known.</summary>
    public static OrderColumn Tokens { get; } = new(
        13, null, "CASE WHEN i.input_tokens IS NOT NULL OR i.output_tokens IS NOT NULL THEN coalesce(i.input_tokens, 0) + coalesce(i.output_tokens, 0) END");

    /// <summary>All. Dimensions that the rollups know need no order of their own.</summary>
    public static IReadOnlyList<OrderColumn> All { get; } =
    [
        Cost,
        new(2, "input", "i.input_tokens"),
        new(3, "cached", "i.cached_input_tokens"),
        new(4, "cacheWrite", "i.cache_write_tokens"),
        new(5, "output", "i.output_tokens"),
        new(6, "reasoning", "i.reasoning_tokens"),
        Duration,
        new(8, "firstToken", "i.time_to_first_token_nano"),
        new(9, "status", "i.status"),
        new(10, "attempt", "i.attempt"),
        new(11, "streaming", "i.streaming"),
        new(12, "price", "i.price_id"),
        Tokens,
        new(14, "finish", "i.finish_reason_id", IsName: true),
        new(15, "tier", "i.service_tier_id", IsName: true),
        new(16, "error", "i.error_type_id", IsName: true),
        new(17, "requestModel", "i.request_model_id", IsName: true),
        new(18, "operation", "i.operation_id", IsName: true),
    ];

    /// <summary>The column that a request names, or null.</summary>
    public static OrderColumn? Find(string name) => All.FirstOrDefault(column => column.Name == name);
}
