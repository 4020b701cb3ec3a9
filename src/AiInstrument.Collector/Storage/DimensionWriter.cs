using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage;

/// <summary>Gives each value of a dimension its id. The values of the current traffic are kept in memory.</summary>
internal sealed class DimensionWriter : IDisposable
{
    // Sessions and documents are endless; the frequent values are back after a few rows.
    private const int MostCached = 200_000;

    private readonly Dictionary<(int Workspace, DimensionKind Kind, string Value), long> _ids = [];
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;

    public DimensionWriter(SqliteConnection connection)
    {
        _find = Prepare(connection, "SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = $kind AND value = $value");
        _add = Prepare(connection, "INSERT INTO dimension_values (workspace_id, kind, value) VALUES ($workspace, $kind, $value) RETURNING id");
    }

    /// <summary>The transaction of the next calls.</summary>
    public SqliteTransaction? Transaction
    {
        set
        {
            _find.Transaction = value;
            _add.Transaction = value;
        }
    }

    /// <summary>The value's id; 0 for null.</summary>
    public long Id(int workspace, DimensionKind kind, string? value)
    {
        if (value is null)
        {
            return 0;
        }

        var key = (workspace, kind, value);
        if (!_ids.TryGetValue(key, out var id))
        {
            id = Run(_find, key) ?? Run(_add, key) ?? throw new InvalidOperationException("A dimension value has no id.");
            if (_ids.Count >= MostCached)
            {
                _ids.Clear();
            }

            _ids.Add(key, id);
        }

        return id;
    }

    /// <summary>Forgets the ids, some of which a rollback has taken back.</summary>
    public void Forget() => _ids.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$workspace", SqliteType.Integer);
        command.Parameters.Add("$kind", SqliteType.Integer);
        command.Parameters.Add("$value", SqliteType.Text);
        return command;
    }

    private static long? Run(SqliteCommand command, (int Workspace, DimensionKind Kind, string Value) key)
    {
        command.Parameters[0].Value = key.Workspace;
        command.Parameters[1].Value = (int)key.Kind;
        command.Parameters[2].Value = key.Value;
        return (long?)command.ExecuteScalar();
    }
}
