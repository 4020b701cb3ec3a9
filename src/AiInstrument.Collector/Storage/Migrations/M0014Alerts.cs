using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Alert rules, what they remember and found, where notifications go, and the outbox of notifications, which is their log too.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000014_alerts")]
internal sealed class M0014Alerts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE notification_channels (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            kind INTEGER NOT NULL,
            target TEXT NOT NULL,
            secret BLOB NOT NULL,
            active INTEGER NOT NULL,
            created_unix_ms INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX ux_notification_channels_name ON notification_channels (workspace_id, name);
        CREATE TABLE alert_rules (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            kind INTEGER NOT NULL,
            filter_json TEXT NOT NULL,
            threshold REAL NOT NULL,
            minimum INTEGER NOT NULL,
            window_minutes INTEGER NOT NULL,
            renotify_minutes INTEGER,
            active INTEGER NOT NULL,
            problem TEXT,
            created_unix_ms INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX ux_alert_rules_name ON alert_rules (workspace_id, name);
        CREATE TABLE alert_rule_channels (
            rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
            channel_id INTEGER NOT NULL REFERENCES notification_channels (id) ON DELETE CASCADE,
            PRIMARY KEY (rule_id, channel_id)
        );
        CREATE INDEX ix_alert_rule_channels_channel ON alert_rule_channels (channel_id);
        CREATE TABLE alert_states (
            rule_id INTEGER NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE,
            key TEXT NOT NULL,
            value REAL NOT NULL,
            at_unix_ms INTEGER NOT NULL,
            PRIMARY KEY (rule_id, key)
        );
        CREATE TABLE alert_incidents (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            rule_id INTEGER REFERENCES alert_rules (id) ON DELETE SET NULL,
            rule_name TEXT NOT NULL,
            kind INTEGER NOT NULL,
            key TEXT NOT NULL,
            value REAL NOT NULL,
            threshold REAL NOT NULL,
            reference REAL,
            fired_unix_ms INTEGER NOT NULL,
            notified_unix_ms INTEGER NOT NULL,
            notifications INTEGER NOT NULL,
            clear_since_unix_ms INTEGER,
            resolved_unix_ms INTEGER,
            resolution INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX ux_alert_incidents_open ON alert_incidents (rule_id, key) WHERE resolved_unix_ms IS NULL;
        CREATE INDEX ix_alert_incidents_workspace ON alert_incidents (workspace_id, id);
        CREATE TABLE alert_deliveries (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            channel_id INTEGER REFERENCES notification_channels (id) ON DELETE SET NULL,
            channel_name TEXT NOT NULL,
            event INTEGER NOT NULL,
            rule_name TEXT NOT NULL,
            message_json TEXT NOT NULL,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            created_unix_ms INTEGER NOT NULL,
            next_unix_ms INTEGER,
            finished_unix_ms INTEGER,
            answer TEXT
        );
        CREATE INDEX ix_alert_deliveries_due ON alert_deliveries (next_unix_ms) WHERE next_unix_ms IS NOT NULL;
        CREATE INDEX ix_alert_deliveries_workspace ON alert_deliveries (workspace_id, id);
        CREATE INDEX ix_alert_deliveries_channel ON alert_deliveries (channel_id);
        """);
}
