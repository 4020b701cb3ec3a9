using System.Globalization;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Sums the rollups and the counters of budgets up from the records again, and the derived rollups from the others. Days whose records retention has removed stay as they are.</summary>
internal static class RollupRebuild
{
    /// <summary>Rebuilds the rollups of some days in one transaction.</summary>
    /// <param name="writer">The database.</param>
    /// <param name="days">The days; all for everything, the counters of budgets too, whose periods are longer than a day.</param>
    public static IReadOnlyList<RebuiltRollup> Run(SqliteWriter writer, DayRange days)
    {
        writer.Execute("BEGIN IMMEDIATE");
        try
        {
            var reports = Rebuild(writer, days);
            if (days == DayRange.All)
            {
                reports.Add(BudgetRebuild.Run(writer));
            }

            writer.Execute("COMMIT");
            return reports;
        }
        catch
        {
            if (writer.InTransaction)
            {
                writer.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private static List<RebuiltRollup> Rebuild(SqliteWriter writer, DayRange days)
    {
        var kept = days.From(writer.Prepare(Retention.KeptFrom).Find() ?? 0);
        var reports = new List<RebuiltRollup>();
        reports.Add(Replace(writer, RollupDefinition.Hours, kept));
        reports.Add(Replace(writer, RollupDefinition.Days, kept));
        reports.Add(Replace(
            writer, "call_site_daily", "day", UnixTime.NanosPerDay, kept, ["workspace_id", "day", "service_id", "call_site_id"],
            ["workspace_id", "day", "service_id", "call_site_id", "calls", "last_start_unix_nano", "newest_id"], ["count(*)", "max(start_unix_nano)", "max(id)"], "1"));
        reports.Add(Replace(
            writer, QualityRollup.Table, "day", UnixTime.NanosPerDay, kept, QualityRollup.KeyColumns,
            [.. QualityRollup.KeyColumns, "calls", "amount_nano_usd"], ["count(*)", "sum(amount_nano_usd)"], "1", QualityRollup.OverRows));
        reports.Add(ReplaceSites(writer, kept, isAll: days == DayRange.All));
        reports.Add(Replace(
            writer, HourRollup.Table, "hour", UnixTime.NanosPerHour, kept, HourRollup.KeyColumns,
            [.. HourRollup.KeyColumns, .. RollupDefinition.Sums.Select(sum => sum.Column)], [.. RollupDefinition.Sums.Select(sum => sum.OverRows)], "1", HourRollup.OverRows));
        reports.AddRange(Derive(writer, days));

        // The writer lists the days again when it starts: they are listed one after the other, so those behind the range go too.
        writer.Execute($"DELETE FROM record_lists WHERE day >= {Text(days.First)}");
        writer.Execute($"UPDATE collector_state SET value = {Text(days.First - 1)} WHERE name = 'record_lists_through_day' AND value >= {Text(days.First)}");
        return reports;
    }

    private static string[] SumColumns => [.. RollupDefinition.Sums.Select(sum => sum.Column), "last_start_unix_nano"];

    // The derived rollups hold the same days as before, now summed up from the daily one.
    private static IEnumerable<RebuiltRollup> Derive(SqliteWriter writer, DayRange days)
    {
        var tables = DerivedRollup.All.SelectMany(rollup => (RollupDefinition[])[rollup.Days, rollup.Months]).GroupBy(definition => definition.Table).Select(group => group.First())
            .Select(definition => (Definition: definition, Rows: $"{definition.Table} WHERE {(definition.Grain == RollupGrain.Month ? days.HasMonth("month") : days.Has("day"))}")).ToList();
        foreach (var (definition, rows) in tables)
        {
            writer.Execute($"CREATE TEMP TABLE old_{definition.Table} AS SELECT * FROM {rows}");
            writer.Execute($"DELETE FROM {rows}");
        }

        foreach (var rollup in DerivedRollup.All)
        {
            DerivedRollups.Sum(writer, rollup, days);
        }

        foreach (var (definition, rows) in tables)
        {
            var table = definition.Table;
            var list = string.Join(", ", (string[])[.. definition.Key, .. SumColumns]);
            var added = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM {rows} EXCEPT SELECT {list} FROM old_{table})");
            var removed = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM old_{table} EXCEPT SELECT {list} FROM {rows})");
            yield return new RebuiltRollup(table, Count(writer, $"SELECT count(*) FROM {rows}"), added, removed);
            writer.Execute($"DROP TABLE old_{table}");
        }
    }

    // Days that are not filled yet are left to be filled; all days at once need no filling.
    private static RebuiltRollup ReplaceSites(SqliteWriter writer, DayRange kept, bool isAll)
    {
        if (!isAll)
        {
            return Replace(writer, RollupDefinition.Sites, kept.From((writer.Prepare(SiteRollup.EmptyThrough).Find() ?? -1) + 1));
        }

        writer.Execute($"DELETE FROM collector_state WHERE name = '{SiteRollup.StateName}'");
        return Replace(writer, RollupDefinition.Sites, kept);
    }

    private static RebuiltRollup Replace(SqliteWriter writer, RollupDefinition definition, DayRange days)
    {
        string[] values = [.. RollupDefinition.Sums.Select(sum => sum.OverRows), "max(start_unix_nano)"];
        return Replace(writer, definition.Table, definition.Bucket, definition.NanosPerBucket, days, definition.Key, [.. definition.Key, .. SumColumns], values, "counted = 1");
    }

    private static RebuiltRollup Replace(
        SqliteWriter writer, string table, string bucket, long nanosPerBucket, DayRange days, string[] key, string[] columns, string[] values, string condition, string rows = "interactions")
    {
        var replaced = $"{table} WHERE {days.HasBucket(bucket, nanosPerBucket)}";
        var list = string.Join(", ", columns);
        string[] selected = [.. key.Select(column => column == bucket ? $"start_unix_nano / {Text(nanosPerBucket)}" : column), .. values];
        writer.Execute($"CREATE TEMP TABLE fresh_{table} ({list})");
        writer.Execute($"""
            INSERT INTO fresh_{table} SELECT {string.Join(", ", selected)} FROM {rows}
            WHERE {days.HasRow} AND {condition} GROUP BY {string.Join(", ", selected[..key.Length])}
            """);
        var groups = Count(writer, $"SELECT count(*) FROM fresh_{table}");
        var missing = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM fresh_{table} EXCEPT SELECT {list} FROM {replaced})");
        var wrong = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM {replaced} EXCEPT SELECT {list} FROM fresh_{table})");
        if (missing + wrong > 0)
        {
            writer.Execute($"DELETE FROM {replaced}");
            writer.Execute($"INSERT INTO {table} ({list}) SELECT {list} FROM fresh_{table}");
        }

        writer.Execute($"DROP TABLE fresh_{table}");
        return new RebuiltRollup(table, groups, missing, wrong);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Count(SqliteWriter writer, string sql) => writer.Prepare(sql).Find() ?? 0;
}
