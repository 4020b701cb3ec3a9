using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AiInstrument.Collector.Storage.Migrations;

/// <summary>Finds the interactions of a session. Those without one are not in the index; a session's id belongs to one workspace, and the newest come last by their row's id.</summary>
[DbContext(typeof(CollectorDbContext))]
[Migration("20261121000008_sessions")]
internal sealed class M0008Sessions : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE INDEX ix_interactions_session ON interactions (session_id) WHERE session_id <> 0;
        """);
}
