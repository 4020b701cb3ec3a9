using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>What logs say of calls, until and after their spans arrive; and what was left out of calls, by sender or limit, for those of which something was.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000010_log_facts")]
internal sealed class M0010LogFacts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE log_facts (
            workspace_id INTEGER NOT NULL,
            trace_id BLOB NOT NULL,
            span_id INTEGER NOT NULL,
            received_day INTEGER NOT NULL,
            provider TEXT NULL,
            request_model TEXT NULL,
            response_model TEXT NULL,
            response_id TEXT NULL,
            finish_reason TEXT NULL,
            service_tier TEXT NULL,
            tokens TEXT NOT NULL,
            choices TEXT NOT NULL,
            messages INTEGER NOT NULL,
            seen BLOB NOT NULL,
            filled INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, trace_id, span_id)
        ) WITHOUT ROWID;

        CREATE INDEX ix_log_facts_received ON log_facts (received_day);

        CREATE TABLE interaction_left_out (
            interaction_id INTEGER NOT NULL PRIMARY KEY,
            attributes INTEGER NOT NULL DEFAULT 0,
            resource_attributes INTEGER NOT NULL DEFAULT 0,
            events INTEGER NOT NULL DEFAULT 0,
            links INTEGER NOT NULL DEFAULT 0,
            cut_values INTEGER NOT NULL DEFAULT 0,
            span_messages INTEGER NOT NULL DEFAULT 0,
            log_messages INTEGER NOT NULL DEFAULT 0
        );

        CREATE TRIGGER remove_interaction_left_out AFTER DELETE ON interactions
        BEGIN
            DELETE FROM interaction_left_out WHERE interaction_id = OLD.id;
        END;
        """);
}
