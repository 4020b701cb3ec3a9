using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>
/// Rollups for reading: the daily rollup is keyed by user first, and derived ones answer for the days that are over. Those are filled by the writer after the start;
/// until then the daily rollup answers. The lists of records are filled in the same way.
/// </summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000009_derived_rollups")]
internal sealed class M0009DerivedRollups : Migration
{
    private const string Shape = "provider_id, model_id, feature_id, category_id, entry_point_id, service_id";
    private const string Daily = "user_id, feature_id, model_id, provider_id, category_id, entry_point_id, service_id, organization_id, project_id";

    private const string Sums = """
        calls, succeeded, failed, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, reasoning_tokens,
        cost_nano_usd, unpriced_calls, unpriced_tokens, estimated_calls, duration_ms, last_start_unix_nano
        """;

    // The pair is the kind of the first dimension, 0 for none, times 100, and that of the second.
    private static readonly (int Pair, string Column)[] People = [(7, "organization_id"), (8, "user_id"), (9, "project_id")];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE usage_daily RENAME TO usage_daily_old;");
        migrationBuilder.Sql(Table("usage_daily", $"workspace_id, day, {Daily}"));
        migrationBuilder.Sql($"""
            INSERT INTO usage_daily (workspace_id, day, {Daily}, {Sums})
            SELECT workspace_id, day, {Daily}, {Sums} FROM usage_daily_old ORDER BY workspace_id, day, {Daily};
            DROP TABLE usage_daily_old;
            """);
        migrationBuilder.Sql("""
            CREATE TABLE record_lists (
                id INTEGER NOT NULL PRIMARY KEY,
                workspace_id INTEGER NOT NULL,
                day INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                value_id INTEGER NOT NULL,
                last_id INTEGER NOT NULL,
                ids BLOB NOT NULL
            );
            CREATE UNIQUE INDEX ux_record_lists ON record_lists (workspace_id, day, kind, value_id);
            """);
        foreach (var (suffix, bucket) in ((string, string)[])[("daily", "day"), ("monthly", "month")])
        {
            migrationBuilder.Sql(Table($"usage_shape_{suffix}", $"workspace_id, {bucket}, {Shape}"));
            migrationBuilder.Sql(Table($"usage_owner_{suffix}", $"workspace_id, kind, {bucket}, owner_id, {Shape}"));
            migrationBuilder.Sql(Table($"usage_pair_{suffix}", $"workspace_id, pair, {bucket}, of_id, by_id"));
        }

        var sums = string.Join(", ", Sums.Split(',', StringSplitOptions.TrimEntries).Select(sum => sum == "last_start_unix_nano" ? $"max({sum})" : $"sum({sum})"));
        foreach (var (pair, column) in People)
        {
            migrationBuilder.Sql(FormattableString.Invariant($"""
                INSERT INTO usage_pair_daily (workspace_id, pair, day, of_id, by_id, {Sums})
                SELECT workspace_id, {pair}, day, 0, {column}, {sums} FROM usage_daily GROUP BY workspace_id, day, {column};
                """));
        }
    }

    private static string Table(string name, string key) => $"""
        CREATE TABLE {name} (
            {string.Join(",\n    ", $"{key}, {Sums}".Split(',', StringSplitOptions.TrimEntries).Select(column => column + " INTEGER NOT NULL"))},
            PRIMARY KEY ({key})
        ) WITHOUT ROWID;
        """;
}
