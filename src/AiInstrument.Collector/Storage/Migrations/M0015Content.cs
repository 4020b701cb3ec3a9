using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>
/// What prompts and answers say, encrypted, apart from the records: one row for a span and one for each log record of it. A row that is removed leaves its place, so
/// that a resend does not bring it back. And what was purged, so that it can be purged again from a backup. No content was stored before.
/// </summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000015_content")]
internal sealed class M0015Content : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE contents (
            id INTEGER NOT NULL PRIMARY KEY,
            workspace_id INTEGER NOT NULL,
            trace_id BLOB NOT NULL,
            span_id INTEGER NOT NULL,
            part INTEGER NOT NULL,
            day INTEGER NOT NULL,
            characters INTEGER NOT NULL,
            cut INTEGER NOT NULL,
            redactions TEXT NULL,
            gone INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL,
            data BLOB NULL,
            UNIQUE (workspace_id, trace_id, span_id, part)
        );
        CREATE INDEX ix_contents_kept ON contents (day, workspace_id, bytes) WHERE gone = 0;

        CREATE TRIGGER remove_contents AFTER DELETE ON interactions
        BEGIN
            DELETE FROM contents WHERE workspace_id = OLD.workspace_id AND trace_id = OLD.trace_id AND span_id = OLD.span_id;
        END;

        CREATE TABLE purges (
            id TEXT NOT NULL PRIMARY KEY,
            workspace_id INTEGER NOT NULL,
            organization TEXT NOT NULL,
            everything INTEGER NOT NULL,
            at_unix_ms INTEGER NOT NULL,
            actor TEXT NOT NULL,
            contents INTEGER NOT NULL,
            records INTEGER NOT NULL
        ) WITHOUT ROWID;
        """);
}
