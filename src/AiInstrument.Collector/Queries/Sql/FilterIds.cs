using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Records.Reading;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Sql;

/// <summary>A filter as the database knows it: the ids of which each of its dimensions must have one. A feature that was renamed has several, and so has a caller who sees several organizations.</summary>
internal sealed class FilterIds
{
    private readonly Dictionary<DimensionKind, IReadOnlyList<long>> _ids;

    private FilterIds(Dictionary<DimensionKind, IReadOnlyList<long>> ids)
    {
        _ids = ids;
        Kinds = DimensionSet.Of([.. ids.Keys]);
    }

    /// <summary>The dimensions that it narrows.</summary>
    public DimensionSet Kinds { get; }

    /// <summary>Filters with one id for each dimension, which match each row of this one once.</summary>
    public IEnumerable<FilterIds> Each => _ids.FirstOrDefault(entry => entry.Value.Count > 1) is { Value: { } several } entry
        ? several.SelectMany(id => new FilterIds(new(_ids) { [entry.Key] = [id] }).Each)
        : [this];

    /// <summary>The ids of a dimension that it narrows.</summary>
    public IReadOnlyList<long> this[DimensionKind kind] => _ids[kind];

    /// <summary>The id of a dimension that it narrows to one.</summary>
    public long One(DimensionKind kind) => _ids[kind].Single();

    /// <summary>The filter with one of these ids for a dimension.</summary>
    public FilterIds With(DimensionKind kind, IReadOnlyList<long> ids) => new(new(_ids) { [kind] = ids });

    /// <summary>Looks the values up.</summary>
    /// <returns>Null when the workspace has never seen one of them, so that nothing can match.</returns>
    public static FilterIds? Find(SqliteConnection connection, int workspaceId, UsageFilter filter)
    {
        var ids = new Dictionary<DimensionKind, IReadOnlyList<long>>();
        foreach (var (_, _, kind, select) in DimensionColumns.All)
        {
            var others = kind switch
            {
                DimensionKind.Feature => filter.FormerFeatures,
                DimensionKind.Organization => filter.Organizations,
                _ => null,
            };
            var value = select(filter);
            if (value is null && (kind != DimensionKind.Organization || others is null))
            {
                continue;
            }

            var found = Find(connection, workspaceId, kind, value, others);
            if (found.Count == 0)
            {
                return null;
            }

            ids.Add(kind, found);
        }

        return new FilterIds(ids);
    }

    private static List<long> Find(SqliteConnection connection, int workspaceId, DimensionKind kind, string? value, string? others)
    {
        if (value is "")
        {
            return [0];
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = $kind AND (value = $value OR value IN (SELECT value FROM json_each($others)))";
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$kind", (int)kind);

        // The value that is stored may have been clipped.
        command.Parameters.AddWithValue("$value", value is null ? DBNull.Value : Clip.Dimension(value));
        command.Parameters.AddWithValue("$others", others ?? "[]");
        return RecordReader.ReadIds(command);
    }
}
