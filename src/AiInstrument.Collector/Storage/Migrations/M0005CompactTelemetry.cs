using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>
/// Smaller telemetry: equal attributes of a day are stored once; one index by time holds all dimensions that records are filtered by, in place of one index for each;
/// hourly rollups without organization, user and project; a daily rollup by call site; what the billing of call trees needs to know of a call.
/// </summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000005_compact_telemetry")]
internal sealed class M0005CompactTelemetry : Migration
{
    private const string Columns = """
        id, workspace_id, trace_id, span_id, parent_span_id, start_unix_nano, duration_nano,
        status, streaming, estimated, cache_hit, counted, unpriced, uncounted_reason, cost_nano_usd, price_id,
        input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens,
        audio_input_tokens, audio_output_tokens, image_input_tokens, image_output_tokens,
        time_to_first_token_nano, response_id, code_line,
        provider_id, model_id, feature_id, category_id, entry_point_id, organization_id, user_id, project_id, service_id, call_site_id,
        operation_id, request_model_id, response_model_id, entry_point_kind_id, document_id, session_id, build_id, scope_id,
        code_function_id, code_file_id, error_type_id, finish_reason_id, service_tier_id
        """;

    private const string Sums = """
        calls, succeeded, failed, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, reasoning_tokens,
        cost_nano_usd, unpriced_calls, unpriced_tokens, estimated_calls, duration_ms
        """;

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE attribute_sets (
                id INTEGER NOT NULL PRIMARY KEY,
                hash INTEGER NOT NULL,
                day INTEGER NOT NULL,
                encoding INTEGER NOT NULL,
                data BLOB NOT NULL
            );
            INSERT INTO attribute_sets (id, hash, day, encoding, data)
            SELECT a.interaction_id, 0, i.start_unix_nano / 86400000000000, a.encoding, a.data
            FROM interaction_attributes a JOIN interactions i ON i.id = a.interaction_id;
            CREATE INDEX ix_attribute_sets ON attribute_sets (day, hash);

            CREATE TABLE interactions_new (
                id INTEGER NOT NULL PRIMARY KEY,
                workspace_id INTEGER NOT NULL,
                trace_id BLOB NOT NULL,
                span_id INTEGER NOT NULL,
                parent_span_id INTEGER NOT NULL,
                start_unix_nano INTEGER NOT NULL,
                duration_nano INTEGER NOT NULL,
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
                provider_id INTEGER NOT NULL,
                model_id INTEGER NOT NULL,
                feature_id INTEGER NOT NULL,
                category_id INTEGER NOT NULL,
                entry_point_id INTEGER NOT NULL,
                organization_id INTEGER NOT NULL,
                user_id INTEGER NOT NULL,
                project_id INTEGER NOT NULL,
                service_id INTEGER NOT NULL,
                call_site_id INTEGER NOT NULL,
                operation_id INTEGER NOT NULL,
                request_model_id INTEGER NOT NULL,
                response_model_id INTEGER NOT NULL,
                entry_point_kind_id INTEGER NOT NULL,
                document_id INTEGER NOT NULL,
                session_id INTEGER NOT NULL,
                build_id INTEGER NOT NULL,
                scope_id INTEGER NOT NULL,
                code_function_id INTEGER NOT NULL,
                code_file_id INTEGER NOT NULL,
                error_type_id INTEGER NOT NULL,
                finish_reason_id INTEGER NOT NULL,
                service_tier_id INTEGER NOT NULL,
                attributes_id INTEGER NULL,
                aggregate INTEGER NOT NULL,
                covered INTEGER NOT NULL,
                attempt INTEGER NULL,
                reported_cost_nano_usd INTEGER NULL,
                reported_tokens TEXT NULL,
                dialect_id INTEGER NOT NULL
            );
            """);
        migrationBuilder.Sql($"INSERT INTO interactions_new ({Columns}, attributes_id, aggregate, covered, dialect_id) SELECT {Columns}, (SELECT id FROM attribute_sets WHERE id = i.id), 0, uncounted_reason IS NOT NULL, 0 FROM interactions i ORDER BY id;");
        migrationBuilder.Sql("""
            DROP TABLE interaction_attributes;
            DROP TABLE interactions;
            ALTER TABLE interactions_new RENAME TO interactions;
            CREATE UNIQUE INDEX ux_interactions_span ON interactions (workspace_id, trace_id, span_id);
            CREATE INDEX ix_interactions_time ON interactions (
                workspace_id, start_unix_nano, counted, provider_id, model_id, feature_id, category_id, entry_point_id, organization_id, user_id, project_id, service_id);

            CREATE TABLE call_site_daily (
                workspace_id INTEGER NOT NULL,
                day INTEGER NOT NULL,
                service_id INTEGER NOT NULL,
                call_site_id INTEGER NOT NULL,
                calls INTEGER NOT NULL,
                last_start_unix_nano INTEGER NOT NULL,
                newest_id INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, day, service_id, call_site_id)
            ) WITHOUT ROWID;
            INSERT INTO call_site_daily
            SELECT workspace_id, start_unix_nano / 86400000000000, service_id, call_site_id, count(*), max(start_unix_nano), max(id)
            FROM interactions WHERE call_site_id <> 0
            GROUP BY workspace_id, start_unix_nano / 86400000000000, service_id, call_site_id;

            ALTER TABLE usage_hourly RENAME TO usage_hourly_old;
            CREATE TABLE usage_hourly (
                workspace_id INTEGER NOT NULL,
                hour INTEGER NOT NULL,
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
                PRIMARY KEY (workspace_id, hour, provider_id, model_id, feature_id, category_id, entry_point_id, service_id)
            ) WITHOUT ROWID;
            """);
        var keys = "workspace_id, hour, provider_id, model_id, feature_id, category_id, entry_point_id, service_id";
        var sums = string.Join(", ", Sums.Split(',', StringSplitOptions.TrimEntries).Select(sum => $"sum({sum})"));
        migrationBuilder.Sql($"""
            INSERT INTO usage_hourly ({keys}, {Sums}, last_start_unix_nano)
            SELECT {keys}, {sums}, max(last_start_unix_nano) FROM usage_hourly_old GROUP BY {keys};
            DROP TABLE usage_hourly_old;
            """);
    }
}
