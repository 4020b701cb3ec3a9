using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>
/// What caches saved all organizations together, and each of them whatever it called, in rows of their own: a database that is older than the quality rollup has them already.
/// Calls without a call site are counted by day like those with one.
/// </summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000023_sums")]
internal sealed class M0023Sums : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        INSERT INTO quality_daily
        SELECT workspace_id, kind + 2, day, provider_id, model_id, feature_id, category_id, entry_point_id, service_id, 0, value, sum(calls), sum(amount_nano_usd)
        FROM quality_daily WHERE kind IN (4, 5)
        GROUP BY workspace_id, kind, day, provider_id, model_id, feature_id, category_id, entry_point_id, service_id, value
        ON CONFLICT DO NOTHING;

        INSERT INTO quality_daily
        SELECT workspace_id, kind + 4, day, 0, 0, 0, 0, 0, 0, organization_id, value, sum(calls), sum(amount_nano_usd)
        FROM quality_daily WHERE kind IN (4, 5)
        GROUP BY workspace_id, kind, day, organization_id, value
        ON CONFLICT DO NOTHING;

        INSERT INTO call_site_daily (workspace_id, day, service_id, call_site_id, calls, last_start_unix_nano, newest_id)
        SELECT workspace_id, start_unix_nano / 86400000000000, service_id, 0, count(*), max(start_unix_nano), max(id)
        FROM interactions WHERE call_site_id = 0
        GROUP BY workspace_id, start_unix_nano / 86400000000000, service_id
        ON CONFLICT DO NOTHING;
        """);
}
