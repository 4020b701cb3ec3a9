using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>
/// Budgets, what was used of them in each period, what instances have leased, and the budgets that code declares. Counters and leases have no foreign key to their budget:
/// the writer may still hold a budget for a moment that is deleted, and must not fail for it.
/// </summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000013_budgets")]
internal sealed class M0013Budgets : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE budgets (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            organization TEXT NULL,
            user TEXT NULL,
            project TEXT NULL,
            feature TEXT NULL,
            entry_point TEXT NULL,
            model TEXT NULL,
            service TEXT NULL,
            unit INTEGER NOT NULL,
            period INTEGER NOT NULL,
            time_zone TEXT NOT NULL,
            soft_limit INTEGER NULL,
            hard_limit INTEGER NULL,
            warning_percent INTEGER NOT NULL,
            allow_override INTEGER NOT NULL,
            active INTEGER NOT NULL,
            created_unix_ms INTEGER NOT NULL,
            counted_from INTEGER NULL,
            complete INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX ux_budgets_name ON budgets (workspace_id, name);

        CREATE TABLE budget_counters (
            budget_id INTEGER NOT NULL,
            period_start INTEGER NOT NULL,
            key TEXT NOT NULL,
            cost_nano_usd INTEGER NOT NULL,
            tokens INTEGER NOT NULL,
            calls INTEGER NOT NULL,
            unpriced_calls INTEGER NOT NULL,
            estimated_calls INTEGER NOT NULL,
            PRIMARY KEY (budget_id, period_start, key)
        ) WITHOUT ROWID;

        CREATE TABLE budget_leases (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL,
            budget_id INTEGER NOT NULL,
            period_start INTEGER NOT NULL,
            key TEXT NOT NULL,
            instance TEXT NOT NULL,
            granted INTEGER NOT NULL,
            settled INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            closed_unix_ms INTEGER NULL
        );
        CREATE INDEX ix_budget_leases_open ON budget_leases (id) WHERE closed_unix_ms IS NULL OR settled > recorded;
        CREATE INDEX ix_budget_leases_budget ON budget_leases (budget_id);
        CREATE INDEX ix_budget_leases_closed ON budget_leases (closed_unix_ms) WHERE closed_unix_ms IS NOT NULL;

        CREATE TABLE budget_settlements (
            workspace_id INTEGER NOT NULL,
            settlement_id TEXT NOT NULL,
            received_unix_ms INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, settlement_id)
        ) WITHOUT ROWID;
        CREATE INDEX ix_budget_settlements_received ON budget_settlements (received_unix_ms);

        CREATE TABLE registry_feature_budgets (
            build_key INTEGER NOT NULL REFERENCES builds (id) ON DELETE CASCADE,
            feature_id TEXT NOT NULL,
            unit INTEGER NOT NULL,
            period INTEGER NOT NULL,
            soft INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            PRIMARY KEY (build_key, feature_id, unit, period, soft)
        );
        """);
}
