using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>The ways from spans that are no calls to their parents, so that calls are found beneath what sums them up; and the first day whose records are kept.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000006_call_trees")]
internal sealed class M0006CallTrees : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE trace_links (
            workspace_id INTEGER NOT NULL,
            trace_id BLOB NOT NULL,
            span_id INTEGER NOT NULL,
            parent_span_id INTEGER NOT NULL,
            tool INTEGER NOT NULL,
            received_day INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, trace_id, span_id)
        ) WITHOUT ROWID;

        CREATE INDEX ix_trace_links_received ON trace_links (received_day);

        CREATE TABLE collector_state (
            name TEXT NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL
        ) WITHOUT ROWID;
        """);
}
