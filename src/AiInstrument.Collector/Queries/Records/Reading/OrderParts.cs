using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>The parts of the records that are kept in order, and which records are in none or have changed since.</summary>
internal sealed class OrderParts
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _chunk;
    private readonly List<(long Id, long Day)> _parts;

    private OrderParts(SqliteConnection connection, List<(long Id, long Day)> parts, long through)
    {
        _connection = connection;
        _parts = parts;
        Through = through;
        Changed = Ids("SELECT id FROM record_order_changes").ToHashSet();
        _chunk = connection.CreateCommand();
        _chunk.CommandText = "SELECT data FROM record_order_chunks WHERE id = $id";
        _chunk.Parameters.AddWithValue("$id", 0L);
    }

    /// <summary>The last record that is in a part.</summary>
    public long Through { get; }

    /// <summary>Records of the parts that have changed since they were sorted.</summary>
    public IReadOnlySet<long> Changed { get; }

    /// <summary>The parts of some days.</summary>
    /// <param name="connection">The snapshot's.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="days">The days.</param>
    /// <param name="limits">The sizes.</param>
    /// <returns>Null when too many records are in no order yet.</returns>
    public static OrderParts? Find(SqliteConnection connection, int workspaceId, IReadOnlySet<long> days, OrderLimits limits)
    {
        using var state = connection.CreateCommand();
        state.CommandText = $"SELECT coalesce(({RecordOrders.Through}), 0), coalesce(max(id), 0) FROM interactions";
        using var found = state.ExecuteReader();
        found.Read();
        var (through, newest) = (found.GetInt64(0), found.GetInt64(1));
        if (newest - through > limits.Loose)
        {
            return null;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, day, listed FROM record_parts WHERE workspace_id = $workspace AND day BETWEEN $first AND $last AND first_id <= $through ORDER BY day, first_id";
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$first", days.DefaultIfEmpty().Min());
        command.Parameters.AddWithValue("$last", days.DefaultIfEmpty().Max());
        command.Parameters.AddWithValue("$through", through);
        using var reader = command.ExecuteReader();
        var parts = new List<(long, long)>();
        while (reader.Read())
        {
            if (days.Contains(reader.GetInt64(1)))
            {
                if (reader.GetInt64(2) == 0)
                {
                    return null;
                }

                parts.Add((reader.GetInt64(0), reader.GetInt64(1)));
            }
        }

        return new OrderParts(connection, parts, through);
    }

    /// <summary>What is where in the order of a column, part by part.</summary>
    public List<(long Day, List<OrderChunk> Chunks)> Directories(OrderColumn column)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT first_chunk, directory FROM record_orders WHERE part_id = $part AND column_number = $column";
        var part = command.Parameters.AddWithValue("$part", 0L);
        command.Parameters.AddWithValue("$column", column.Number);
        var directories = new List<(long, List<OrderChunk>)>(_parts.Count);
        foreach (var (id, day) in _parts)
        {
            part.Value = id;
            using var reader = command.ExecuteReader();
            if (reader.Read())
            {
                directories.Add((day, PackedOrder.ReadDirectory(reader.GetFieldValue<byte[]>(1), reader.GetInt64(0))));
            }
        }

        return directories;
    }

    /// <summary>The records of a chunk that is listed.</summary>
    public (long[] Values, long[] Ids) Read(in OrderChunk chunk)
    {
        _chunk.Parameters[0].Value = chunk.Row;
        return PackedOrder.ReadChunk((byte[])_chunk.ExecuteScalar()!, chunk);
    }

    private List<long> Ids(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return RecordReader.ReadIds(command);
    }
}
