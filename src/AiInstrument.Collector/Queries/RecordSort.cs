namespace AiInstrument.Collector.Queries;

/// <summary>The order of a list of records.</summary>
/// <param name="Column">An expression over the interactions <c>i</c>; <c>$renamed</c> in it stands for the renames of features.</param>
/// <param name="Descending">Whether the largest come first.</param>
internal readonly record struct RecordSort(string Column, bool Descending)
{
    private const string Time = "time";

    private static readonly string CurrentFeature =
        $"coalesce((SELECT value FROM json_each($renamed) WHERE key = {RecordSql.Value("feature")}), {RecordSql.Value("feature")})";

    // By the names of requests; anything else sorts by time.
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        [Time] = "i.start_unix_nano",
        ["status"] = "i.status",
        ["cost"] = "i.cost_nano_usd",
        ["input"] = "i.input_tokens",
        ["cached"] = "i.cached_input_tokens",
        ["cacheWrite"] = "i.cache_write_tokens",
        ["output"] = "i.output_tokens",
        ["reasoning"] = "i.reasoning_tokens",
        ["duration"] = "i.duration_nano",
        ["firstToken"] = "i.time_to_first_token_nano",
        ["attempt"] = "i.attempt",
        ["streaming"] = "i.streaming",
        ["price"] = "i.price_id",
        ["response"] = "i.response_id",
        ["model"] = RecordSql.Value("model"),
        ["requestModel"] = RecordSql.Value("request_model"),
        ["provider"] = RecordSql.Value("provider"),
        ["feature"] = RecordSql.Value("feature"),
        ["category"] = RecordSql.Value("category"),
        ["route"] = RecordSql.Value("entry_point"),
        ["organization"] = RecordSql.Value("organization"),
        ["user"] = RecordSql.Value("user"),
        ["project"] = RecordSql.Value("project"),
        ["document"] = RecordSql.Value("document"),
        ["session"] = RecordSql.Value("session"),
        ["callsite"] = RecordSql.Value("call_site"),
        ["service"] = RecordSql.Value("service"),
        ["operation"] = RecordSql.Value("operation"),
        ["error"] = RecordSql.Value("error_type"),
        ["finish"] = RecordSql.Value("finish_reason"),
        ["tier"] = RecordSql.Value("service_tier"),
    };

    /// <summary>The names of requests.</summary>
    public static IReadOnlyCollection<string> Names => Columns.Keys;

    /// <summary>Whether records are in the order of their index.</summary>
    public bool IsByTime => Column == Columns[Time];

    /// <summary>Behind ORDER BY.</summary>
    public string OrderBy => Descending ? $"{Column} DESC, i.id DESC" : $"{Column}, i.id";

    /// <summary>The order that a query asks for.</summary>
    public static RecordSort Of(RecordQuery query, FeatureNames names)
    {
        var sort = query.Sort ?? "-" + Time;
        var name = sort.TrimStart('-');
        return new(name == "feature" && names.HasAny ? CurrentFeature : Columns.GetValueOrDefault(name, Columns[Time]), sort is ['-', ..]);
    }
}
