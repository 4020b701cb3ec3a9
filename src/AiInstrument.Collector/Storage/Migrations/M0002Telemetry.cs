using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>
/// Dimension values, interactions with their attributes, and hourly and daily rollups.
/// Columns that end in <c>_id</c> refer to <c>dimension_values</c>; 0 means "without".
/// </summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000002_telemetry")]
internal sealed class M0002Telemetry : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE dimension_values (
                id INTEGER NOT NULL PRIMARY KEY,
                workspace_id INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                value TEXT NOT NULL
            );
            CREATE UNIQUE INDEX ux_dimension_values ON dimension_values (workspace_id, kind, value);

            CREATE TABLE interactions (
                id INTEGER NOT NULL PRIMARY KEY,
                workspace_id INTEGER NOT NULL,
                trace_id BLOB NOT NULL,
                span_id INTEGER NOT NULL,
                parent_span_id INTEGER NOT NULL,
                start_unix_nano INTEGER NOT NULL,
                duration_nano INTEGER NOT NULL,
                received_unix_ms INTEGER NOT NULL,
                status INTEGER NOT NULL,
                streaming INTEGER NOT NULL,
                estimated INTEGER NOT NULL,
                cache_hit INTEGER NOT NULL,
                counted INTEGER NOT NULL,
                unpriced INTEGER NOT NULL,
                uncounted_reason TEXT NULL,
                cost_nano_usd INTEGER NULL,
                price_id INTEGER NULL,
                input_tokens INTEGER NULL,
                output_tokens INTEGER NULL,
                cached_input_tokens INTEGER NULL,
                cache_write_tokens INTEGER NULL,
                cache_write_1h_tokens INTEGER NULL,
                reasoning_tokens INTEGER NULL,
                audio_input_tokens INTEGER NULL,
                audio_output_tokens INTEGER NULL,
                image_input_tokens INTEGER NULL,
                image_output_tokens INTEGER NULL,
                time_to_first_token_nano INTEGER NULL,
                response_id TEXT NULL,
                code_line INTEGER NULL,
                operation_id INTEGER NOT NULL,
                provider_id INTEGER NOT NULL,
                model_id INTEGER NOT NULL,
                request_model_id INTEGER NOT NULL,
                response_model_id INTEGER NOT NULL,
                feature_id INTEGER NOT NULL,
                category_id INTEGER NOT NULL,
                entry_point_id INTEGER NOT NULL,
                entry_point_kind_id INTEGER NOT NULL,
                organization_id INTEGER NOT NULL,
                user_id INTEGER NOT NULL,
                project_id INTEGER NOT NULL,
                document_id INTEGER NOT NULL,
                session_id INTEGER NOT NULL,
                service_id INTEGER NOT NULL,
                call_site_id INTEGER NOT NULL,
                build_id INTEGER NOT NULL,
                scope_id INTEGER NOT NULL,
                code_function_id INTEGER NOT NULL,
                code_file_id INTEGER NOT NULL,
                error_type_id INTEGER NOT NULL,
                finish_reason_id INTEGER NOT NULL,
                service_tier_id INTEGER NOT NULL
            );
            CREATE UNIQUE INDEX ux_interactions_span ON interactions (workspace_id, trace_id, span_id);
            CREATE INDEX ix_interactions_time ON interactions (workspace_id, start_unix_nano, counted, call_site_id, service_id);
            CREATE INDEX ix_interactions_model ON interactions (workspace_id, model_id, start_unix_nano);
            CREATE INDEX ix_interactions_feature ON interactions (workspace_id, feature_id, start_unix_nano);
            CREATE INDEX ix_interactions_entry_point ON interactions (workspace_id, entry_point_id, start_unix_nano);
            CREATE INDEX ix_interactions_organization ON interactions (workspace_id, organization_id, start_unix_nano);
            CREATE INDEX ix_interactions_user ON interactions (workspace_id, user_id, start_unix_nano);

            CREATE TABLE interaction_attributes (
                interaction_id INTEGER NOT NULL PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
                encoding INTEGER NOT NULL,
                data BLOB NOT NULL
            );
            """);
        migrationBuilder.Sql(Rollup("usage_hourly", "hour"));
        migrationBuilder.Sql(Rollup("usage_daily", "day"));
    }

    // The bucket counts hours or days since the Unix epoch, UTC.
    private static string Rollup(string table, string bucket) => $"""
        CREATE TABLE {table} (
            workspace_id INTEGER NOT NULL,
            {bucket} INTEGER NOT NULL,
            provider_id INTEGER NOT NULL,
            model_id INTEGER NOT NULL,
            feature_id INTEGER NOT NULL,
            category_id INTEGER NOT NULL,
            entry_point_id INTEGER NOT NULL,
            organization_id INTEGER NOT NULL,
            user_id INTEGER NOT NULL,
            project_id INTEGER NOT NULL,
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
            PRIMARY KEY (workspace_id, {bucket}, provider_id, model_id, feature_id, category_id, entry_point_id, organization_id, user_id, project_id, service_id)
        ) WITHOUT ROWID;
        """;
}
