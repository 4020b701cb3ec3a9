using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Traces;

/// <summary>Which interactions of traces and sessions a query reads: those of a workspace that the audience may see.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Audience">Who asks.</param>
internal readonly record struct TraceScope(int WorkspaceId, UsageAudience Audience)
{
    /// <summary>Holds for the rows <c>i</c> of interactions that may be seen; its parameter comes from <see cref="AddTo"/>.</summary>
    public static readonly string Seen =
        $"($seen IS NULL OR i.organization_id IN (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)DimensionKind.Organization} AND value IN (SELECT value FROM json_each($seen))))";

    /// <summary>Adds the parameters.</summary>
    public void AddTo(SqliteCommand command)
    {
        command.Parameters.AddWithValue("$workspace", WorkspaceId);
        command.Parameters.AddWithValue("$seen", (object?)Audience.ToJson() ?? DBNull.Value);
    }
}
