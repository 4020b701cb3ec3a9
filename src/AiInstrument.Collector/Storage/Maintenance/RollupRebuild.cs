using System.Globalization;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Sums the rollups and the counters of budgets up from the records again, and the derived rollups from the others. Days whose records retention has removed stay as they are.</summary>
internal static class RollupRebuild
{
    /// <summary>Rebuilds all rollups in one transaction.</summary>
    public static IReadOnlyList<RebuiltRollup> Run(SqliteWriter writer)
    {
        writer.Execute("BEGIN IMMEDIATE");
        try
        {
            var reports = Rebuild(writer);
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

    /// <summary>Rebuilds all rollups in the transaction that is open.</summary>
    public static IReadOnlyList<RebuiltRollup> Rebuild(SqliteWriter writer)
    {
        var fromDay = writer.Prepare(Retention.KeptFrom).Find() ?? 0;
        var reports = new List<RebuiltRollup>();
        reports.Add(Replace(writer, RollupDefinition.Hours, fromDay));
        reports.Add(Replace(writer, RollupDefinition.Days, fromDay));
        reports.Add(Replace(
            writer, "call_site_daily", "day", UnixTime.NanosPerDay, fromDay, ["workspace_id", "day", "service_id", "call_site_id"],
            ["workspace_id", "day", "service_id", "call_site_id", "calls", "last_start_unix_nano", "newest_id"], ["count(*)", "max(start_unix_nano)", "max(id)"], "call_site_id <> 0"));
        reports.Add(Replace(
            writer, QualityRollup.Table, "day", UnixTime.NanosPerDay, fromDay, QualityRollup.KeyColumns,
            [.. QualityRollup.KeyColumns, "calls", "amount_nano_usd"], ["count(*)", "sum(amount_nano_usd)"], "1", QualityRollup.OverRows));
        reports.Add(Replace(writer, RollupDefinition.Sites, fromDay));
        writer.Execute($"DELETE FROM collector_state WHERE name = '{SiteRollup.StateName}'");
        reports.Add(Replace(
            writer, HourRollup.Table, "hour", UnixTime.NanosPerHour, fromDay, HourRollup.KeyColumns,
            [.. HourRollup.KeyColumns, .. RollupDefinition.Sums.Select(sum => sum.Column)], [.. RollupDefinition.Sums.Select(sum => sum.OverRows)], "1", HourRollup.OverRows));
        reports.AddRange(Derive(writer));
        reports.Add(BudgetRebuild.Run(writer));

        // The writer lists the days again when it starts.
        writer.Execute("DELETE FROM record_lists");
        writer.Execute("DELETE FROM collector_state WHERE name = 'record_lists_through_day'");
        return reports;
    }

    private static string[] SumColumns => [.. RollupDefinition.Sums.Select(sum => sum.Column), "last_start_unix_nano"];

    // The derived rollups hold the same days as before, now summed up from the daily one.
    private static IEnumerable<RebuiltRollup> Derive(SqliteWriter writer)
    {
        var tables = DerivedRollup.All.SelectMany(rollup => (RollupDefinition[])[rollup.Days, rollup.Months]).GroupBy(definition => definition.Table).Select(group => group.First()).ToList();
        foreach (var table in tables.Select(definition => definition.Table))
        {
            writer.Execute($"CREATE TEMP TABLE old_{table} AS SELECT * FROM {table}");
            writer.Execute($"DELETE FROM {table}");
        }

        foreach (var rollup in DerivedRollup.All)
        {
            DerivedRollups.Sum(writer, rollup);
        }

        foreach (var definition in tables)
        {
            var table = definition.Table;
            var list = string.Join(", ", (string[])[.. definition.Key, .. SumColumns]);
            var added = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM {table} EXCEPT SELECT {list} FROM old_{table})");
            var removed = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM old_{table} EXCEPT SELECT {list} FROM {table})");
            yield return new RebuiltRollup(table, Count(writer, $"SELECT count(*) FROM {table}"), added, removed);
            writer.Execute($"DROP TABLE old_{table}");
        }
    }

    private static RebuiltRollup Replace(SqliteWriter writer, RollupDefinition definition, long fromDay)
    {
        string[] values = [.. RollupDefinition.Sums.Select(sum => sum.OverRows), "max(start_unix_nano)"];
        return Replace(writer, definition.Table, definition.Bucket, definition.NanosPerBucket, fromDay, definition.Key, [.. definition.Key, .. SumColumns], values, "counted = 1");
    }

    private static RebuiltRollup Replace(
        SqliteWriter writer, string table, string bucket, long nanosPerBucket, long fromDay, string[] key, string[] columns, string[] values, string condition, string rows = "interactions")
    {
        var from = (fromDay * UnixTime.NanosPerDay).ToString(CultureInfo.InvariantCulture);
        var length = nanosPerBucket.ToString(CultureInfo.InvariantCulture);
        var kept = $"{bucket} >= {from} / {length}";
        var list = string.Join(", ", columns);
        string[] selected = [.. key.Select(column => column == bucket ? $"start_unix_nano / {length}" : column), .. values];
        writer.Execute($"CREATE TEMP TABLE fresh_{table} ({list})");
        writer.Execute($"""
            INSERT INTO fresh_{table} SELECT {string.Join(", ", selected)} FROM {rows}
            WHERE start_unix_nano >= {from} AND {condition} GROUP BY {string.Join(", ", selected[..key.Length])}
            """);
        var groups = Count(writer, $"SELECT count(*) FROM fresh_{table}");
        var missing = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM fresh_{table} EXCEPT SELECT {list} FROM {table})");
        var wrong = Count(writer, $"SELECT count(*) FROM (SELECT {list} FROM {table} WHERE {kept} EXCEPT SELECT {list} FROM fresh_{table})");
        if (missing + wrong > 0)
        {
            writer.Execute($"DELETE FROM {table} WHERE {kept}");
            writer.Execute($"INSERT INTO {table} ({list}) SELECT {list} FROM fresh_{table}");
        }

        writer.Execute($"DROP TABLE fresh_{table}");
        return new RebuiltRollup(table, groups, missing, wrong);
    }

    private static long Count(SqliteWriter writer, string sql) => writer.Prepare(sql).Find() ?? 0;
}
