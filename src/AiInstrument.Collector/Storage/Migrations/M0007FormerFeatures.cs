using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>The ids that features had before.</summary>
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
            """);
    }
}
