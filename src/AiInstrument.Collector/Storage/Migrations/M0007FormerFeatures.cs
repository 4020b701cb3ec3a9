using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>What registries say since: the ids that features had before, what entry points reach, and which clients measure their calls.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000007_former_features")]
internal sealed class M0007FormerFeatures : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE registry_former_features (
                build_key INTEGER NOT NULL REFERENCES builds (id) ON DELETE CASCADE,
                former_id TEXT NOT NULL,
                feature_id TEXT NOT NULL,
                PRIMARY KEY (build_key, former_id)
            );

            CREATE TABLE registry_reaches (
                build_key INTEGER NOT NULL REFERENCES builds (id) ON DELETE CASCADE,
                entry_point TEXT NOT NULL,
                kind TEXT NOT NULL,
                call_site_id TEXT NOT NULL,
                ambiguous INTEGER NOT NULL,
                PRIMARY KEY (build_key, entry_point, kind, call_site_id)
            ) WITHOUT ROWID;

            ALTER TABLE builds ADD COLUMN knows_reaches INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE registry_call_sites ADD COLUMN measured_by TEXT;
            """);
    }
}
