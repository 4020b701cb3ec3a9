using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Accounts that are tied to a person at a sign-in provider.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000022_identities")]
internal sealed class M0022Identities : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE user_identities (
            user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            provider TEXT NOT NULL,
            subject TEXT NOT NULL,
            PRIMARY KEY (user_id, provider)
        );
        CREATE UNIQUE INDEX ux_user_identities_subject ON user_identities (provider, subject);
        """);
}
