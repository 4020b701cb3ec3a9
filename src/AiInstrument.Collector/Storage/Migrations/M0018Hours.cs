using System.Globalization;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Hours of all calls and of each value of one dimension. Those of organizations, projects and call sites are known as far back as the records are; the others as far as hours were kept before.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000018_hours")]
internal sealed class M0018Hours : Migration
{
    private static readonly (string Column, int Kind)[] s_shape = [("provider_id", 1), ("model_id", 2), ("feature_id", 3), ("category_id", 4), ("entry_point_id", 5), ("service_id", 12)];

    private static readonly string[] s_sums =
    [
        "calls", "succeeded", "failed", "input_tokens", "output_tokens", "cached_input_tokens", "cache_write_tokens", "reasoning_tokens",
        "cost_nano_usd", "unpriced_calls", "unpriced_tokens", "estimated_calls", "duration_ms",
    ];

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"""
            CREATE TABLE usage_hours (
                workspace_id INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                hour INTEGER NOT NULL,
                of_id INTEGER NOT NULL,
                {string.Join(",\n    ", s_sums.Select(column => column + " INTEGER NOT NULL"))},
                PRIMARY KEY (workspace_id, kind, hour, of_id)
            ) WITHOUT ROWID;
            """);
        foreach (var (column, kind) in (IEnumerable<(string, int)>)[("0", 0), .. s_shape])
        {
            migrationBuilder.Sql(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO usage_hours SELECT workspace_id, {kind}, hour, {column}, {string.Join(", ", s_sums.Select(sum => $"sum({sum})"))}
                FROM usage_hourly GROUP BY workspace_id, hour{(kind == 0 ? "" : ", " + column)};
                """));
        }

        foreach (var (column, kind) in ((string, int)[])[("organization_id", 7), ("project_id", 9), ("call_site_id", 14)])
        {
            migrationBuilder.Sql(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO usage_hours SELECT workspace_id, {kind}, start_unix_nano / 3600000000000, {column},
                    count(*), sum(status = 0), sum(status = 1), sum(coalesce(input_tokens, 0)), sum(coalesce(output_tokens, 0)), sum(coalesce(cached_input_tokens, 0)),
                    sum(coalesce(cache_write_tokens, 0)), sum(coalesce(reasoning_tokens, 0)), sum(coalesce(cost_nano_usd, 0)), sum(unpriced),
                    sum(unpriced * (coalesce(input_tokens, 0) + coalesce(output_tokens, 0))), sum(estimated), sum(duration_nano / 1000000)
                FROM interactions WHERE counted = 1 GROUP BY workspace_id, start_unix_nano / 3600000000000, {column};
                """));
        }
    }
}
