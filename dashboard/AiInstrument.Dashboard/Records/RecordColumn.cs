using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Records;

/// <summary>A column of the list of records: how it is headed, and which fields of an export it stands for.</summary>
/// <param name="Key">Its name in addresses, by which it also sorts where <see cref="RecordQuery.Sorts"/> has it.</param>
/// <param name="Heading">Resource key of its heading.</param>
/// <param name="IsNumber">Whether it holds figures.</param>
/// <param name="Fields">What an export of the column has.</param>
internal sealed record RecordColumn(string Key, string Heading, bool IsNumber, params IReadOnlyList<RecordField> Fields)
{
    /// <summary>All columns, in the order in which they are offered.</summary>
    public static IReadOnlyList<RecordColumn> All { get; } =
    [
        new("time", "Column.Time", true, new RecordField("start", row => row.Start)),
        new("status", "Column.Status", false, new RecordField("status", row => row.Status)),
        new("feature", "Column.FeatureRoute", false, new RecordField("feature", row => row.Feature), Route),
        new("model", Dimension.Model.SingularKey, false, new RecordField("model", row => row.Model), Provider),
        new("organization", "Column.Who", false, new RecordField("organization", row => row.Organization), User),
        new("input", "Column.Input", true, new RecordField("inputTokens", row => row.InputTokens)),
        new("output", "Column.Output", true, new RecordField("outputTokens", row => row.OutputTokens)),
        new(
            "cost",
            "Column.Cost",
            true,
            new RecordField("costUsd", row => row.CostNanoUsd is { } cost ? new Dollars(cost) : null),
            new RecordField("costNanoUsd", row => row.CostNanoUsd),
            new RecordField("unpriced", row => row.Unpriced),
            new RecordField("estimated", row => row.Estimated)),
        new("duration", "Column.Duration", true, new RecordField("durationMs", row => row.Duration.TotalMilliseconds)),
        new("category", Dimension.Category.SingularKey, false, new RecordField("category", row => row.Category)),
        new("route", Dimension.EntryPoint.SingularKey, false, Route, new RecordField("routeKind", row => row.EntryPointKind)),
        new("provider", Dimension.Provider.SingularKey, false, Provider),
        new("requestModel", "Record.RequestModel", false, new RecordField("requestModel", row => row.RequestModel)),
        new("user", Dimension.User.SingularKey, false, User),
        new("project", Dimension.Project.SingularKey, false, new RecordField("project", row => row.Project)),
        new("document", "Record.Document", false, new RecordField("document", row => row.Document)),
        new("session", "Record.Session", false, new RecordField("session", row => row.Session)),
        new(
            "callsite",
            "Record.CallSite",
            false,
            new RecordField("callSite", row => row.CallSiteId),
            new RecordField("codeFile", row => row.CodeFile),
            new RecordField("codeLine", row => row.CodeLine)),
        new("service", Dimension.Service.SingularKey, false, new RecordField("service", row => row.Service)),
        new("operation", "Narrowing.operation", false, new RecordField("operation", row => row.Operation)),
        new("cached", "Column.Cached", true, new RecordField("cachedInputTokens", row => row.CachedInputTokens)),
        new("cacheWrite", "Record.CacheWrite", true, new RecordField("cacheWriteTokens", row => row.CacheWriteTokens)),
        new("reasoning", "Record.Reasoning", true, new RecordField("reasoningTokens", row => row.ReasoningTokens)),
        new("firstToken", "Record.FirstToken", true, new RecordField("firstTokenMs", row => row.TimeToFirstToken?.TotalMilliseconds)),
        new("streaming", "Record.Streaming", false, new RecordField("streaming", row => row.Streaming)),
        new("attempt", "Column.Attempt", true, new RecordField("attempt", row => row.Attempt)),
        new("error", "Record.Error", false, new RecordField("errorType", row => row.ErrorType)),
        new("finish", "Record.FinishReason", false, new RecordField("finishReason", row => row.FinishReason)),
        new("tier", "Record.ServiceTier", false, new RecordField("serviceTier", row => row.ServiceTier)),
        new("price", "Column.Price", true, new RecordField("priceId", row => row.PriceId)),
        new("response", "Record.ResponseId", false, new RecordField("responseId", row => row.ResponseId)),
        new("trace", "Record.TraceId", false, new RecordField("traceId", row => row.TraceId), new RecordField("spanId", row => row.SpanId)),
    ];

    /// <summary>The columns of a list that names none.</summary>
    public static IReadOnlyList<RecordColumn> Usual { get; } = [.. All.Take(9)];

    private static RecordField Route => new("route", row => row.EntryPoint);

    private static RecordField Provider => new("provider", row => row.Provider);

    private static RecordField User => new("user", row => row.User);

    /// <summary>The column's sum over records, or null where it has none.</summary>
    public long? SumOf(UsageTotals totals) => Key switch
    {
        "input" => totals.InputTokens,
        "output" => totals.OutputTokens,
        "cached" => totals.CachedInputTokens,
        "cacheWrite" => totals.CacheWriteTokens,
        "reasoning" => totals.ReasoningTokens,
        _ => null,
    };

    /// <summary>Whether the list can be sorted by it.</summary>
    public bool Sorts => RecordQuery.Sorts.Contains(Key);

    /// <summary>The column, or null.</summary>
    public static RecordColumn? Find(string key) => All.FirstOrDefault(column => column.Key == key);
}
