using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Workspaces, admins, API keys and prices.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000001_control_plane")]
internal sealed class M0001ControlPlane : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE workspaces (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL,
                created_unix_ms INTEGER NOT NULL
            );
            CREATE UNIQUE INDEX ux_workspaces_name ON workspaces (name);
            INSERT INTO workspaces (id, name, created_unix_ms) VALUES (1, 'default', CAST(strftime('%s', 'now') AS INTEGER) * 1000);

            CREATE TABLE admins (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                scheme INTEGER NOT NULL,
                salt BLOB NOT NULL,
                hash BLOB NOT NULL,
                created_unix_ms INTEGER NOT NULL
            );
            CREATE UNIQUE INDEX ux_admins_name ON admins (workspace_id, name);

            CREATE TABLE api_keys (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                scheme INTEGER NOT NULL,
                salt BLOB NOT NULL,
                hash BLOB NOT NULL,
                scopes INTEGER NOT NULL,
                created_unix_ms INTEGER NOT NULL,
                revoked_unix_ms INTEGER NULL
            );
            CREATE INDEX ix_api_keys_workspace ON api_keys (workspace_id);

            CREATE TABLE prices (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                content_hash TEXT NOT NULL,
                provider TEXT NOT NULL,
                models TEXT NOT NULL,
                effective_from TEXT NOT NULL,
                source TEXT NOT NULL,
                tiers_json TEXT NOT NULL,
                created_unix_ms INTEGER NOT NULL
            );
            CREATE UNIQUE INDEX ux_prices_content_hash ON prices (content_hash);
            """);
    }
}
