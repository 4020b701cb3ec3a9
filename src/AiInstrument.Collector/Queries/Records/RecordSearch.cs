using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>
/// Finds interactions by a text in their dimensions, response id or trace id. ASCII letters match in either case.
/// Spans, call sites, and documents and sessions, of which there are as many as calls, match as a whole.
/// </summary>
internal static class RecordSearch
{
    // Nobody types more.
    private const int MostChars = 200;

    private static readonly (string Column, DimensionKind Kind)[] Searched =
    [
        ("model_id", DimensionKind.Model),
        ("request_model_id", DimensionKind.Model),
        ("provider_id", DimensionKind.Provider),
        ("feature_id", DimensionKind.Feature),
        ("entry_point_id", DimensionKind.EntryPoint),
        ("organization_id", DimensionKind.Organization),
        ("user_id", DimensionKind.User),
        ("project_id", DimensionKind.Project),
        ("document_id", DimensionKind.Document),
        ("session_id", DimensionKind.Session),
        ("call_site_id", DimensionKind.CallSite),
        ("error_type_id", DimensionKind.ErrorType),
    ];

    // A feature is also found by the id that it has today.
    private static readonly string RenamedCondition = $"""
        feature_id IN (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)DimensionKind.Feature}
            AND value IN (SELECT key FROM json_each($renamed) WHERE {Contains("value")}))
        """;

    // The matching values are looked up once, the interactions then compare numbers.
    private static readonly string Condition = $"""
        ({string.Join(" OR ", Searched.Select(searched => $"{searched.Column} IN ({MatchingValues(searched.Kind)})"))}
         OR {Contains("response_id")} OR {Contains("hex(trace_id)")} OR printf('%016x', span_id) = lower($search))
        """;

    /// <summary>Adds the search to the conditions.</summary>
    public static void Narrow(QueryConditions conditions, string text, FeatureNames names) =>
        conditions.And(names.HasAny ? $"({Condition} OR {RenamedCondition})" : Condition, "$search", Clip.To(text, MostChars));

    /// <summary>The bytes of a trace id, or null when the text is none.</summary>
    public static byte[]? TraceId(string? text) => text is { Length: 32 } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;

    private static string MatchingValues(DimensionKind kind) =>
        $"SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)kind} AND {(kind is DimensionKind.Document or DimensionKind.Session or DimensionKind.CallSite ? "value = $search" : Contains("value"))}";

    // Not LIKE, which reads both texts only up to their first NUL.
    private static string Contains(string value) => $"instr(lower({value}), lower($search)) > 0";
}
