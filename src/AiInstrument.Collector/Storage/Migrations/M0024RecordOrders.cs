using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>The records in the order of their columns. What is there is sorted by the writer after the start, step by step.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000024_record_orders")]
internal sealed class M0024RecordOrders : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE record_parts (
                id INTEGER NOT NULL PRIMARY KEY,
                workspace_id INTEGER NOT NULL,
                day INTEGER NOT NULL,
                first_id INTEGER NOT NULL,
                last_id INTEGER NOT NULL,
                records INTEGER NOT NULL,
                listed INTEGER NOT NULL
            );
            CREATE INDEX ix_record_parts ON record_parts (workspace_id, day, first_id);
            CREATE INDEX ix_record_parts_unlisted ON record_parts (id) WHERE listed = 0;

            CREATE TABLE record_orders (
                part_id INTEGER NOT NULL,
                column_number INTEGER NOT NULL,
                first_chunk INTEGER NOT NULL,
                chunks INTEGER NOT NULL,
                directory BLOB NOT NULL,
                PRIMARY KEY (part_id, column_number)
            ) WITHOUT ROWID;

            CREATE TABLE record_order_chunks (
                id INTEGER NOT NULL PRIMARY KEY,
                data BLOB NOT NULL
            );

            CREATE TABLE record_order_changes (
                id INTEGER NOT NULL PRIMARY KEY
            );
            """);
    }
}
