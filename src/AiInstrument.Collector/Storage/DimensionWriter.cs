using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Gives each value of a dimension its id. The values of the current traffic are kept in memory.</summary>
internal sealed class DimensionWriter
{
    // Sessions and documents are endless; the frequent values are back after a few rows.
    private const int MostCached = 200_000;

    private static readonly int Kinds = Enum.GetValues<DimensionKind>().Max(kind => (int)kind) + 1;

    private readonly Dictionary<(int Workspace, DimensionKind Kind, string Value), long> _ids = [];
    private readonly (int Workspace, string? Value, long Id)[] _latest = new (int, string?, long)[Kinds];
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _add;
    private readonly SqliteWriter _writer;

    public DimensionWriter(SqliteWriter writer)
    {
        _writer = writer;
        _find = writer.Prepare("SELECT id FROM dimension_values WHERE workspace_id = ? AND kind = ? AND value = ?");
        _add = writer.Prepare("INSERT INTO dimension_values (workspace_id, kind, value) VALUES (?, ?, ?)");
    }

    /// <summary>The value's id; 0 for null.</summary>
    public long Id(int workspace, DimensionKind kind, string? value)
    {
        if (value is null)
        {
            return 0;
        }

        // Neighbours share most values, and the decoder gives equal texts of a request one object.
        ref var latest = ref _latest[(int)kind];
        if (latest.Workspace != workspace || (!ReferenceEquals(latest.Value, value) && !string.Equals(latest.Value, value, StringComparison.Ordinal)))
        {
            latest = (workspace, value, Find(workspace, kind, value));
        }

        return latest.Id;
    }

    /// <summary>Forgets the ids, some of which a rollback has taken back.</summary>
    public void Forget()
    {
        _ids.Clear();
        Array.Clear(_latest);
    }

    private long Find(int workspace, DimensionKind kind, string value)
    {
        if (_ids.TryGetValue((workspace, kind, value), out var id))
        {
            return id;
        }

        Bind(_find, workspace, kind, value);
        if (_find.Find() is { } stored)
        {
            id = stored;
        }
        else
        {
            Bind(_add, workspace, kind, value);
            _add.Run();
            id = _writer.LastInsertRowId;
        }

        if (_ids.Count >= MostCached)
        {
            _ids.Clear();
        }

        _ids.Add((workspace, kind, value), id);
        return id;
    }

    private static void Bind(SqliteStatement statement, int workspace, DimensionKind kind, string value)
    {
        statement.Bind(1, (long)workspace);
        statement.Bind(2, (long)kind);
        statement.Bind(3, value);
    }
}
