using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>Finds groups in which a rollup and the rows differ, in any column.</summary>
internal static class RollupDifferences
{
    public const string Sums = """
        count(*), sum(status = 0), sum(status = 1), sum(coalesce(input_tokens, 0)), sum(coalesce(output_tokens, 0)), sum(coalesce(cached_input_tokens, 0)),
        sum(coalesce(cache_write_tokens, 0)), sum(coalesce(reasoning_tokens, 0)), sum(coalesce(cost_nano_usd, 0)), sum(unpriced),
        sum(unpriced * (coalesce(input_tokens, 0) + coalesce(output_tokens, 0))), sum(estimated), sum(duration_nano / 1000000), max(start_unix_nano)
        """;

    public const string SumColumns = """
        calls, succeeded, failed, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, reasoning_tokens,
        cost_nano_usd, unpriced_calls, unpriced_tokens, estimated_calls, duration_ms, last_start_unix_nano
        """;

    /// <summary>Says the differences; empty when there are none.</summary>
    public static string Sql { get; } = $"""
        SELECT coalesce(group_concat(difference, '; '), '') FROM (
        {Compare("usage_daily", "day", 86_400_000_000_000, "provider_id, model_id, feature_id, category_id, entry_point_id, service_id, organization_id, user_id, project_id")}
        UNION ALL
        {Compare("usage_hourly", "hour", 3_600_000_000_000, "provider_id, model_id, feature_id, category_id, entry_point_id, service_id")}
        UNION ALL
        {Compare("usage_site_daily", "day", 86_400_000_000_000, "call_site_id, provider_id, model_id, feature_id, category_id, entry_point_id, service_id", $" AND start_unix_nano / 86400000000000 > coalesce(({SiteRollup.EmptyThrough}), -1)")}
        UNION ALL
        {Differences(QualityRollup.Table, QualityRows, $"SELECT {string.Join(", ", QualityRollup.KeyColumns)}, calls, amount_nano_usd FROM {QualityRollup.Table}")}
        UNION ALL
        {Differences(HourRollup.Table, HourRows, $"SELECT {string.Join(", ", HourRollup.KeyColumns)}, {HourSums} FROM {HourRollup.Table}")}
        UNION ALL
        {string.Join("\nUNION ALL\n", DerivedRollup.All.Select(rollup => Compare(rollup.Days, rollup, rollup.Live ? "9999999" : Filled(rollup), "start_unix_nano / 86400000000000")))}
        UNION ALL
        {string.Join("\nUNION ALL\n", DerivedRollup.All.Select(rollup => Compare(
            rollup.Months, rollup, Filled(rollup),
            "CAST(strftime('%Y', start_unix_nano / 1000000000, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', start_unix_nano / 1000000000, 'unixepoch') AS INTEGER) - 1")))})
        """;

    private static string HourSums => string.Join(", ", RollupDefinition.Sums.Select(sum => sum.Column));

    private static string HourRows =>
        $"SELECT workspace_id, kind, start_unix_nano / 3600000000000, of_id, {string.Join(", ", RollupDefinition.Sums.Select(sum => sum.OverRows))} FROM {HourRollup.OverRows} GROUP BY 1, 2, 3, 4";

    private static string QualityRows
    {
        get
        {
            var key = string.Join(", ", QualityRollup.KeyColumns.Select(column => column == "day" ? "start_unix_nano / 86400000000000" : column));
            return $"SELECT {key}, count(*), sum(amount_nano_usd) FROM {QualityRollup.OverRows} GROUP BY {key}";
        }
    }

    private static string Filled(DerivedRollup rollup) => $"coalesce((SELECT value FROM collector_state WHERE name = '{DerivedRollups.StateOf(rollup.Family)}'), -1)";

    private static string Compare(RollupDefinition definition, DerivedRollup rollup, string lastDay, string bucket)
    {
        var groups = definition.Groups.Select(group => group.Kind == default ? "0" : RollupDefinition.Days.ColumnOf(group.Kind)).ToList();
        var grouping = string.Join(", ", groups.Where(group => group != "0").Prepend(bucket).Prepend("workspace_id"));
        var rows = $"SELECT workspace_id, {bucket}, {string.Join(", ", groups)}, {Sums} FROM interactions WHERE counted = 1 AND start_unix_nano / 86400000000000 <= {lastDay} GROUP BY {grouping}";
        return Differences(
            FormattableString.Invariant($"{definition.Table} {rollup.Days.Part?.Value}"), rows,
            $"SELECT workspace_id, {definition.Bucket}, {string.Join(", ", definition.GroupColumns)}, {SumColumns} FROM {definition.Table} WHERE {definition.IsOwn}");
    }

    private static string Compare(string table, string bucket, long nanos, string groups, string days = "")
    {
        var rows = FormattableString.Invariant($"SELECT workspace_id, start_unix_nano / {nanos}, {groups}, {Sums} FROM interactions WHERE counted = 1{days} GROUP BY workspace_id, start_unix_nano / {nanos}, {groups}");
        var rollup = $"SELECT workspace_id, {bucket}, {groups}, {SumColumns} FROM {table}";
        return Differences(table, rows, rollup);
    }

    private static string Differences(string name, string rows, string rollup) => $"""
        SELECT '{name} lacks ' || n AS difference FROM (SELECT count(*) AS n FROM (SELECT * FROM ({rows}) EXCEPT SELECT * FROM ({rollup}))) WHERE n > 0
        UNION ALL
        SELECT '{name} has too many ' || n FROM (SELECT count(*) AS n FROM (SELECT * FROM ({rollup}) EXCEPT SELECT * FROM ({rows}))) WHERE n > 0
        """;
}
