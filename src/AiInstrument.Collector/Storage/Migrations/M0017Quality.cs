using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>How long calls took, how they failed, and what caches saved. What caches saved before is not known until the records are priced again.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000017_quality")]
internal sealed class M0017Quality : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            ALTER TABLE interactions ADD COLUMN saved_nano_usd INTEGER NULL;
            CREATE TABLE quality_daily (
                workspace_id INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                day INTEGER NOT NULL,
                provider_id INTEGER NOT NULL,
                model_id INTEGER NOT NULL,
                feature_id INTEGER NOT NULL,
                category_id INTEGER NOT NULL,
                entry_point_id INTEGER NOT NULL,
                service_id INTEGER NOT NULL,
                organization_id INTEGER NOT NULL,
                value INTEGER NOT NULL,
                calls INTEGER NOT NULL,
                amount_nano_usd INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, kind, day, provider_id, model_id, feature_id, category_id, entry_point_id, service_id, organization_id, value)
            ) WITHOUT ROWID;
            """);
        var shape = string.Join(", ", RollupDefinition.Shape.Select(group => group.Column));
        migrationBuilder.Sql($"""
            INSERT INTO quality_daily
            SELECT workspace_id, kind, start_unix_nano / 86400000000000, {shape}, organization_id, value, count(*), sum(amount_nano_usd) FROM {QualityRollup.OverRows}
            GROUP BY workspace_id, kind, start_unix_nano / 86400000000000, {shape}, organization_id, value;
            """);
    }
}
