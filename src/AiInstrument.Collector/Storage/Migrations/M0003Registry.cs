using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Registries of builds.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000003_registry")]
internal sealed class M0003Registry : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE builds (
                id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
                service TEXT NOT NULL,
                assembly TEXT NOT NULL,
                build_id TEXT NOT NULL,
                chunk_count INTEGER NOT NULL,
                complete INTEGER NOT NULL,
                first_seen_unix_ms INTEGER NOT NULL
            );
            CREATE UNIQUE INDEX ux_builds ON builds (workspace_id, service, assembly, build_id);

            CREATE TABLE registry_features (
                build_key INTEGER NOT NULL REFERENCES builds (id) ON DELETE CASCADE,
                feature_id TEXT NOT NULL,
                category TEXT NULL,
                owner TEXT NULL,
                purpose TEXT NULL,
                PRIMARY KEY (build_key, feature_id)
            );

            CREATE TABLE registry_entry_points (
                build_key INTEGER NOT NULL REFERENCES builds (id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                kind TEXT NOT NULL,
                PRIMARY KEY (build_key, name, kind)
            );

            CREATE TABLE registry_call_sites (
                build_key INTEGER NOT NULL REFERENCES builds (id) ON DELETE CASCADE,
                call_site_id TEXT NOT NULL,
                member TEXT NULL,
                file TEXT NULL,
                line INTEGER NULL,
                sdk TEXT NULL,
                method TEXT NULL,
                operation TEXT NULL,
                provider TEXT NULL,
                model TEXT NULL,
                feature TEXT NULL,
                escape_reason TEXT NULL,
                PRIMARY KEY (build_key, call_site_id)
            );

            CREATE TABLE registry_chunks (
                build_key INTEGER NOT NULL REFERENCES builds (id) ON DELETE CASCADE,
                chunk_index INTEGER NOT NULL,
                PRIMARY KEY (build_key, chunk_index)
            );
            """);
    }
}
