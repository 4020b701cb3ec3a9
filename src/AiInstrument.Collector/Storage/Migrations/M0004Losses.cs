using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Spans that applications say they have lost.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000004_losses")]
internal sealed class M0004Losses : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE reported_losses (
                workspace_id INTEGER NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
                service TEXT NOT NULL,
                instance TEXT NOT NULL,
                lost INTEGER NOT NULL,
                rejected INTEGER NOT NULL,
                since_unix_ms INTEGER NOT NULL,
                last_unix_ms INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, service, instance)
            );
            """);
    }
}
