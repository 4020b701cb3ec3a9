using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>
/// What each call site used. The days that are there are filled by the writer after the start; until then they are read from their records.
/// Records are filtered by call site too: the index by time holds it, and the lists of records are made again with those of call sites.
/// </summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000019_call_site_usage")]
internal sealed class M0019CallSiteUsage : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE usage_site_daily (
                workspace_id INTEGER NOT NULL,
                day INTEGER NOT NULL,
                call_site_id INTEGER NOT NULL,
                provider_id INTEGER NOT NULL,
                model_id INTEGER NOT NULL,
                feature_id INTEGER NOT NULL,
                category_id INTEGER NOT NULL,
                entry_point_id INTEGER NOT NULL,
                service_id INTEGER NOT NULL,
                calls INTEGER NOT NULL,
                succeeded INTEGER NOT NULL,
                failed INTEGER NOT NULL,
                input_tokens INTEGER NOT NULL,
                output_tokens INTEGER NOT NULL,
                cached_input_tokens INTEGER NOT NULL,
                cache_write_tokens INTEGER NOT NULL,
                reasoning_tokens INTEGER NOT NULL,
                cost_nano_usd INTEGER NOT NULL,
                unpriced_calls INTEGER NOT NULL,
                unpriced_tokens INTEGER NOT NULL,
                estimated_calls INTEGER NOT NULL,
                duration_ms INTEGER NOT NULL,
                last_start_unix_nano INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, day, call_site_id, provider_id, model_id, feature_id, category_id, entry_point_id, service_id)
            ) WITHOUT ROWID;

            DROP INDEX ix_interactions_time;
            CREATE INDEX ix_interactions_time ON interactions (
                workspace_id, start_unix_nano, counted, provider_id, model_id, feature_id, category_id, entry_point_id, organization_id, user_id, project_id, service_id, call_site_id);

            DELETE FROM record_lists;
            DELETE FROM collector_state WHERE name = 'record_lists_through_day';

            INSERT INTO collector_state (name, value)
            SELECT 'usage_sites_empty_through_day', newest / 86400000000000 FROM (
                SELECT max((SELECT start_unix_nano FROM interactions i WHERE i.workspace_id = w.id ORDER BY start_unix_nano DESC LIMIT 1)) AS newest FROM workspaces w)
            WHERE newest IS NOT NULL;
            """);
    }
}
