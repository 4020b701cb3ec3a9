using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Benchmarks.Ingest;

/// <summary>The reference: prepared statements in a loop and one commit, into the same schema with the same indexes and pragmas. No dimensions, no rollups, no duplicates.</summary>
internal sealed class BareLoop : IDisposable
{
    private static readonly string[] s_tables = ["interactions", "attribute_sets"];

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _inserts = [];

    public BareLoop(DatabaseFile file)
    {
        _connection = new SqliteConnection(file.ConnectionString);
        _connection.Open();
        using var pragmas = _connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;";
        pragmas.ExecuteNonQuery();
    }

    /// <summary>Inserts rows, table by table, in one durable transaction.</summary>
    public void Insert(Rows rows)
    {
        using var transaction = _connection.BeginTransaction();
        for (var table = 0; table < s_tables.Length; table++)
        {
            if (rows.Values[table].Length == 0)
            {
                continue;
            }

            var insert = InsertInto(s_tables[table], rows.Values[table][0].Length);
            insert.Transaction = transaction;
            foreach (var row in rows.Values[table])
            {
                for (var i = 0; i < row.Length; i++)
                {
                    insert.Parameters[i].Value = row[i];
                }

                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values)
        {
            insert.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand InsertInto(string table, int columns)
    {
        if (!_inserts.TryGetValue(table, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"$p{i}"))})";
            for (var i = 0; i < columns; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
            }

            _inserts.Add(table, command);
        }

        return command;
    }

    /// <summary>Rows of both tables, as they were read from the store's own file.</summary>
    public sealed record Rows(object[][][] Values)
    {
        public static async Task<Rows> ReadAsync(DatabaseFile file, long afterId, long afterSet)
        {
            using var connection = await file.OpenReaderAsync(CancellationToken.None);
            return new Rows([Read(connection, "interactions", "id", afterId), Read(connection, "attribute_sets", "id", afterSet)]);
        }

        private static object[][] Read(SqliteConnection connection, string table, string key, long after)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table} WHERE {key} > $after ORDER BY {key}";
            command.Parameters.AddWithValue("$after", after);
            using var reader = command.ExecuteReader();
            var rows = new List<object[]>();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }

            return [.. rows];
        }
    }
}
