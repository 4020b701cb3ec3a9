using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Accounts of people with their sessions, and statements, which refuse to be changed.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000016_accounts")]
internal sealed class M0016Accounts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE users (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            role INTEGER NOT NULL,
            active INTEGER NOT NULL,
            scheme INTEGER NOT NULL,
            salt BLOB NOT NULL,
            hash BLOB NULL,
            stamp TEXT NOT NULL,
            created_unix_ms INTEGER NOT NULL,
            signed_in_unix_ms INTEGER NULL
        );
        CREATE UNIQUE INDEX ux_users_name ON users (name);
        CREATE INDEX ix_users_workspace ON users (workspace_id);

        CREATE TABLE user_organizations (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            organization TEXT NOT NULL,
            PRIMARY KEY (user_id, organization)
        );

        CREATE TABLE sign_in_sessions (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            secret_hash BLOB NOT NULL,
            user_id INTEGER NULL REFERENCES users (id) ON DELETE CASCADE,
            admin_id INTEGER NULL REFERENCES admins (id) ON DELETE CASCADE,
            stamp TEXT NOT NULL,
            created_unix_ms INTEGER NOT NULL,
            seen_unix_ms INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX ux_sign_in_sessions_secret ON sign_in_sessions (secret_hash);
        CREATE INDEX ix_sign_in_sessions_user ON sign_in_sessions (user_id);
        CREATE INDEX ix_sign_in_sessions_admin ON sign_in_sessions (admin_id);

        CREATE TABLE invitations (
            user_id INTEGER NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
            secret_hash BLOB NOT NULL,
            expires_unix_ms INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX ux_invitations_secret ON invitations (secret_hash);

        CREATE TABLE sign_in_failures (
            name_hash BLOB NOT NULL PRIMARY KEY,
            attempts INTEGER NOT NULL,
            last_unix_ms INTEGER NOT NULL,
            locked_until_unix_ms INTEGER NULL
        );

        CREATE TABLE statements (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
            organization TEXT NOT NULL,
            month TEXT NOT NULL,
            closed_unix_ms INTEGER NOT NULL,
            closed_by TEXT NOT NULL,
            lines_sha256 TEXT NOT NULL
        );
        CREATE UNIQUE INDEX ux_statements_month ON statements (workspace_id, organization, month);

        CREATE TABLE statement_lines (
            statement_id INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            day INTEGER NOT NULL,
            provider TEXT NULL,
            model TEXT NULL,
            feature TEXT NULL,
            category TEXT NULL,
            calls INTEGER NOT NULL,
            succeeded INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            cached_input_tokens INTEGER NOT NULL,
            cache_write_tokens INTEGER NOT NULL,
            reasoning_tokens INTEGER NOT NULL,
            cost_nano_usd INTEGER NOT NULL,
            unpriced_calls INTEGER NOT NULL,
            unpriced_tokens INTEGER NOT NULL,
            estimated_calls INTEGER NOT NULL,
            duration_ms INTEGER NOT NULL,
            prices TEXT NOT NULL,
            PRIMARY KEY (statement_id, number)
        );

        CREATE TRIGGER statements_are_not_changed BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'a statement is not changed'); END;
        CREATE TRIGGER statements_are_not_removed BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'a statement is not removed'); END;
        CREATE TRIGGER statement_lines_are_not_changed BEFORE UPDATE ON statement_lines BEGIN SELECT RAISE(ABORT, 'a statement is not changed'); END;
        CREATE TRIGGER statement_lines_are_not_removed BEFORE DELETE ON statement_lines BEGIN SELECT RAISE(ABORT, 'a statement is not removed'); END;
        """);
}
