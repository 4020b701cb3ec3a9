using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Imported price lists, overrides, currency rates, and new pricings of stored records.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000012_prices")]
internal sealed class M0012Prices : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE price_imports (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            format TEXT NOT NULL,
            file TEXT NOT NULL,
            effective_from TEXT NOT NULL,
            price_ids TEXT NOT NULL,
            added INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            refused INTEGER NOT NULL,
            actor TEXT NOT NULL,
            at_unix_ms INTEGER NOT NULL
        );
        CREATE INDEX ix_price_imports_workspace ON price_imports (workspace_id);
        CREATE TABLE price_overrides (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            provider TEXT NOT NULL,
            pattern TEXT NOT NULL,
            effective_from TEXT NOT NULL,
            tiers_json TEXT NULL,
            discount_milli_percent INTEGER NULL,
            other_provider TEXT NULL,
            other_model TEXT NULL,
            reason TEXT NOT NULL,
            actor TEXT NOT NULL,
            at_unix_ms INTEGER NOT NULL
        );
        CREATE INDEX ix_price_overrides_workspace ON price_overrides (workspace_id);
        CREATE TABLE currency_rates (
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            code TEXT NOT NULL,
            nanos_per_usd INTEGER NOT NULL,
            actor TEXT NOT NULL,
            at_unix_ms INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, code)
        );
        CREATE TABLE repricings (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            provider TEXT NULL,
            model TEXT NULL,
            last_id INTEGER NULL,
            done_id INTEGER NOT NULL,
            records INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            before_nano_usd INTEGER NOT NULL,
            after_nano_usd INTEGER NOT NULL,
            actor TEXT NOT NULL,
            started_unix_ms INTEGER NOT NULL,
            finished_unix_ms INTEGER NULL
        );
        CREATE INDEX ix_repricings_workspace ON repricings (workspace_id);
        """);
}
