using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>How far a purge is. Those of before were done in one transaction, and are finished.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000025_purge_steps")]
internal sealed class M0025PurgeSteps : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in (string[])["done_id INTEGER NOT NULL DEFAULT 0", "last_id INTEGER NOT NULL DEFAULT 0", "again INTEGER NOT NULL DEFAULT 0", "finished_unix_ms INTEGER NULL"])
        {
            migrationBuilder.Sql($"ALTER TABLE purges ADD COLUMN {column}");
        }

        migrationBuilder.Sql("UPDATE purges SET finished_unix_ms = at_unix_ms");
    }
}
