using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Lists of records that people saved, which of them theirs begins with, and where each service's source is read.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000020_views")]
internal sealed class M0020Views : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE saved_views (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            person TEXT NOT NULL,
            owner_name TEXT NOT NULL,
            name TEXT NOT NULL,
            query TEXT NOT NULL,
            shared INTEGER NOT NULL,
            created_unix_ms INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX ux_saved_views_name ON saved_views (workspace_id, person, name);

        CREATE TABLE default_views (
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            person TEXT NOT NULL,
            view_id INTEGER NOT NULL REFERENCES saved_views (id) ON DELETE CASCADE,
            PRIMARY KEY (workspace_id, person)
        );
        CREATE INDEX ix_default_views_view ON default_views (view_id);

        CREATE TABLE source_links (
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            service TEXT NOT NULL,
            template TEXT NOT NULL,
            PRIMARY KEY (workspace_id, service)
        );
        """);
}
