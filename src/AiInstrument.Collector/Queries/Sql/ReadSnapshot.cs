using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Sql;

/// <summary>The database as it was at the first read. Everything that one page or answer shows is read from one snapshot, so that its figures agree while telemetry arrives.</summary>
internal sealed class ReadSnapshot(CollectorDatabase database) : IDisposable
{
    private SqliteConnection? _connection;
    private SqliteTransaction? _transaction;

    /// <summary>The snapshot's connection, not to be disposed; its commands are part of the snapshot.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        _connection ??= await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        _transaction ??= _connection.BeginTransaction(deferred: true);
        return _connection;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _transaction?.Dispose();
        _connection?.Dispose();
    }
}
