using AiInstrument.Collector.Normalization;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage;

/// <summary>The writer's connection with its prepared commands. Used by one thread; thrown away after a failure of the file or the disk.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly DimensionWriter _dimensions;
    private readonly InteractionWriter _interactions;
    private readonly RollupWriter _rollups;
    private readonly RegistryWriter _registry;
    private readonly LossWriter _losses;

    public WriteSession(DatabaseFile file)
    {
        _connection = file.OpenWriter();
        _dimensions = new DimensionWriter(_connection);
        _interactions = new InteractionWriter(_connection, _dimensions);
        _rollups = new RollupWriter(_connection);
        _registry = new RegistryWriter(_connection);
        _losses = new LossWriter(_connection);
    }

    /// <summary>Writes batches in one transaction.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="rejected">Told of every entry that cannot be stored while the rest is.</param>
    /// <returns>One result for each batch, committed to the disk.</returns>
    /// <exception cref="SqliteException">The file or the disk failed; nothing was written.</exception>
    public WriteResult[] Write(IReadOnlyList<TelemetryBatch> batches, Action<Exception> rejected)
    {
        try
        {
            return InTransaction(batches, (write, _) =>
            {
                write();
                return true;
            });
        }
        catch (Exception e) when (!StorageFailure.IsEnvironmental(e))
        {
            // Some entry cannot be stored. Again, each entry guarded by a savepoint, so that only the culprit is left out.
            return InTransaction(batches, (write, transaction) => Guarded(write, transaction, rejected));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _dimensions.Dispose();
        _interactions.Dispose();
        _rollups.Dispose();
        _connection.Dispose();
    }

    private WriteResult[] InTransaction(IReadOnlyList<TelemetryBatch> batches, Func<Action, SqliteTransaction, bool> attempt)
    {
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _dimensions.Transaction = transaction;
            _interactions.Transaction = transaction;
            _rollups.Transaction = transaction;
            _registry.Transaction = transaction;
            _losses.Transaction = transaction;
            var results = new WriteResult[batches.Count];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = WriteBatch(batches[i], write => attempt(write, transaction));
            }

            _rollups.Flush();
            transaction.Commit();
            return results;
        }
        catch
        {
            // The transaction's disposal rolled back: ids and sums of this attempt are void.
            _dimensions.Forget();
            _rollups.Forget();
            throw;
        }
    }

    private WriteResult WriteBatch(TelemetryBatch batch, Func<Action, bool> attempt)
    {
        int stored = 0, duplicates = 0, rejected = 0;
        var receivedUnixMs = batch.Received.ToUnixTimeMilliseconds();
        foreach (var (interaction, cost) in batch.Interactions)
        {
            var isNew = false;
            var group = default(RollupGroup);
            var written = attempt(() =>
            {
                group = GroupOf(batch.WorkspaceId, interaction);
                isNew = _interactions.TryInsert(batch.WorkspaceId, receivedUnixMs, interaction, cost, group);
            });
            if (written && isNew && interaction.Counted)
            {
                _rollups.Add(batch.WorkspaceId, group, interaction, cost);
            }

            stored += written && isNew ? 1 : 0;
            duplicates += written && !isNew ? 1 : 0;
            rejected += written ? 0 : 1;
        }

        foreach (var chunk in batch.Registry)
        {
            rejected += attempt(() => _registry.Write(batch.WorkspaceId, batch.Received, chunk)) ? 0 : 1;
        }

        foreach (var loss in batch.Losses)
        {
            rejected += attempt(() => _losses.Write(batch.WorkspaceId, batch.Received, loss)) ? 0 : 1;
        }

        return new WriteResult(stored, duplicates, rejected);
    }

    private bool Guarded(Action write, SqliteTransaction transaction, Action<Exception> rejected)
    {
        transaction.Save("entry");
        try
        {
            write();
            transaction.Release("entry");
            return true;
        }
        catch (Exception e) when (!StorageFailure.IsEnvironmental(e))
        {
            transaction.Rollback("entry");
            transaction.Release("entry");
            _dimensions.Forget();
            rejected(e);
            return false;
        }
    }

    private RollupGroup GroupOf(int workspace, Interaction interaction) => new(
        _dimensions.Id(workspace, DimensionKind.Provider, interaction.Provider),
        _dimensions.Id(workspace, DimensionKind.Model, interaction.Model),
        _dimensions.Id(workspace, DimensionKind.Feature, interaction.Feature),
        _dimensions.Id(workspace, DimensionKind.Category, interaction.Category),
        _dimensions.Id(workspace, DimensionKind.EntryPoint, interaction.EntryPoint),
        _dimensions.Id(workspace, DimensionKind.Organization, interaction.Organization),
        _dimensions.Id(workspace, DimensionKind.User, interaction.User),
        _dimensions.Id(workspace, DimensionKind.Project, interaction.Project),
        _dimensions.Id(workspace, DimensionKind.Service, interaction.Service));
}
