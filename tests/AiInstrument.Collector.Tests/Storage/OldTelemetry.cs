using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Storage;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>Four interactions of two users as earlier versions wrote them, with their rollups: three count, the fourth is covered.</summary>
internal static class OldTelemetry
{
    private const long Start = 1_795_262_400_000_000_000;

    /// <summary>Writes them.</summary>
    /// <param name="context">The database at the earlier version.</param>
    /// <param name="compact">Whether attributes are kept in sets and hours without users.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task WriteAsync(CollectorDbContext context, bool compact, CancellationToken cancel)
    {
        await context.Database.OpenConnectionAsync(cancel);
        await RunAsync("INSERT INTO dimension_values (id, workspace_id, kind, value) VALUES (1, 1, 7, 'o'), (2, 1, 8, 'u1'), (3, 1, 8, 'u2'), (4, 1, 14, 'site'), (5, 1, 12, 'support')");
        for (var id = 1; id <= 4; id++)
        {
            await InsertAsync("interactions", new()
            {
                ["id"] = id,
                ["workspace_id"] = 1,
                ["trace_id"] = "x'" + id.ToString("x32", System.Globalization.CultureInfo.InvariantCulture) + "'",
                ["span_id"] = id,
                ["start_unix_nano"] = Start + id,
                ["duration_nano"] = 5_000_000,
                ["counted"] = id < 4 ? 1 : 0,
                ["uncounted_reason"] = id < 4 ? "NULL" : "'covered by span 1'",
                ["covered"] = id < 4 ? 0 : 1,
                ["cost_nano_usd"] = id * 1000,
                ["input_tokens"] = id * 10,
                ["organization_id"] = 1,
                ["user_id"] = id % 2 == 0 ? 2 : 3,
                ["service_id"] = 5,
                ["call_site_id"] = 4,
                ["attributes_id"] = id,
            });
            await RunAsync(compact
                ? FormattableString.Invariant($"INSERT INTO attribute_sets (id, hash, day, encoding, data) VALUES ({id}, 0, {Start / 86_400_000_000_000}, 0, CAST('{{\"acme\":{id}}}' AS BLOB))")
                : FormattableString.Invariant($"INSERT INTO interaction_attributes (interaction_id, encoding, data) VALUES ({id}, 0, CAST('{{\"acme\":{id}}}' AS BLOB))"));
        }

        const string Groups = "provider_id, model_id, feature_id, category_id, entry_point_id, service_id";
        const string People = Groups + ", organization_id, user_id, project_id";
        await SumAsync("usage_daily", "day", 86_400_000_000_000, People);
        await SumAsync("usage_hourly", "hour", 3_600_000_000_000, compact ? Groups : People);
        if (compact)
        {
            await RunAsync($"INSERT INTO call_site_daily SELECT workspace_id, start_unix_nano / 86400000000000, service_id, call_site_id, count(*), max(start_unix_nano), max(id) FROM interactions GROUP BY 1, 2, 3, 4");
        }

        Task SumAsync(string table, string bucket, long nanos, string groups) => RunAsync(FormattableString.Invariant($"""
            INSERT INTO {table} (workspace_id, {bucket}, {groups}, {RollupDifferences.SumColumns})
            SELECT workspace_id, start_unix_nano / {nanos}, {groups}, {RollupDifferences.Sums} FROM interactions WHERE counted = 1
            GROUP BY workspace_id, start_unix_nano / {nanos}, {groups}
            """));

        // Columns that must not be null and that nobody names are 0; columns that a version lacks are left out.
        async Task InsertAsync(string table, Dictionary<string, object> values)
        {
            var columns = await context.Database.SqlQuery<string>($"SELECT name || ' ' || \"notnull\" AS Value FROM pragma_table_info({table})").ToListAsync(cancel);
            var named = columns.Select(column => column.Split(' ')).Where(column => column[1] == "1" || values.ContainsKey(column[0])).Select(column => column[0]).ToList();
            await RunAsync($"INSERT INTO {table} ({string.Join(", ", named)}) VALUES ({string.Join(", ", named.Select(column => FormattableString.Invariant($"{values.GetValueOrDefault(column, 0)}")))})");
        }

        async Task RunAsync(string sql)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>The same spans, sent again.</summary>
    public static DecodedSpan[] Again() => [.. Enumerable.Range(1, 4).Select(id => Spans.Make(
        "chat", (UInt128)id, (ulong)id, DateTimeOffset.UnixEpoch.AddTicks(Start / 100), new DecodedScope { Name = "AiInstrument" }, "support",
        ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o-mini")))];
}
