using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries;

/// <summary>A filter as the database knows it: the id that each of its dimensions must have.</summary>
internal sealed class FilterIds
{
    private readonly Dictionary<DimensionKind, long> _ids = [];

    private FilterIds()
    {
    }

    /// <summary>The dimensions that it narrows.</summary>
    public DimensionSet Kinds { get; private set; }

    /// <summary>The id of a dimension that it narrows.</summary>
    public long this[DimensionKind kind] => _ids[kind];

    /// <summary>Looks the values up.</summary>
    /// <returns>Null when the workspace has never seen one of them, so that nothing can match.</returns>
    public static FilterIds? Find(SqliteConnection connection, int workspaceId, UsageFilter filter)
    {
        var ids = new FilterIds();
        foreach (var (_, _, kind, select) in DimensionColumns.All)
        {
            if (select(filter) is not { } value)
            {
                continue;
            }

            if (Find(connection, workspaceId, kind, value) is not { } id)
            {
                return null;
            }

            ids._ids.Add(kind, id);
            ids.Kinds = ids.Kinds.With(kind);
        }

        return ids;
    }

    private static long? Find(SqliteConnection connection, int workspaceId, DimensionKind kind, string value)
    {
        if (value.Length == 0)
        {
            return 0;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = $kind AND value = $value";
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$kind", (int)kind);

        // The value that is stored may have been clipped.
        command.Parameters.AddWithValue("$value", Clip.Dimension(value));
        return (long?)command.ExecuteScalar();
    }
}
