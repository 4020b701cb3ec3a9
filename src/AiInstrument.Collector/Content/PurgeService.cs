using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Content;

/// <summary>Carries out one purge after another, and those first that the process before left unfinished.</summary>
internal sealed partial class PurgeService(CollectorDatabase database, SqliteTelemetryStore store, TimeProvider time, ILogger<PurgeService> logger) : BackgroundService
{
    // When the database cannot be written, ingest says so; this only has to try again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins a purge. What it removes is refused, and is purged from older backups too, when this returns.</summary>
    /// <param name="purge">The order.</param>
    /// <returns>Its end; null when the database cannot be written now.</returns>
    public async Task<Task?> BeginAsync(Purge purge)
    {
        await database.InitializeAsync(CancellationToken.None).ConfigureAwait(false);
        if (await store.BeginPurgeAsync(purge).ConfigureAwait(false) == 0)
        {
            return null;
        }

        PurgeJournal.Append(database.File.Directory, purge);
        return RunAsync();
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stop.Cancel();
        base.Dispose();
    }

    /// <summary>Carries out everything that is not finished.</summary>
    internal async Task RunAsync()
    {
        await _one.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            while (!await TryFinishAsync(_stop.Token).ConfigureAwait(false))
            {
                await Task.Delay(Patience, time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next start goes on.
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.InitializeAsync(stoppingToken).ConfigureAwait(false);
        await RunAsync().ConfigureAwait(false);
    }

    private async Task<bool> TryFinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var reader = database.File.OpenWriter();
            foreach (var purge in Purging.Unfinished(reader))
            {
                int step;
                while ((step = await store.PurgeAsync(purge.Id).ConfigureAwait(false)) > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (step == 0 || !await TryEndAsync(purge, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
            }

            return true;
        }
        catch (SqliteException e)
        {
            // The collector must not stop for it: a purge goes on where it was.
            CannotPurge(logger, e);
            return false;
        }
    }

    private async Task<bool> TryEndAsync(Purge purge, CancellationToken cancellationToken)
    {
        using var reader = database.File.OpenWriter();
        var unused = purge.Everything ? await Task.Run(() => UnusedNames.Find(reader, purge.WorkspaceId, cancellationToken), cancellationToken).ConfigureAwait(false) : null;
        int removed;
        while ((removed = await store.EndPurgeAsync(purge.Id, unused).ConfigureAwait(false)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return removed == Purging.Finished;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is kept of an organization cannot be removed now; it is tried again.")]
    private static partial void CannotPurge(ILogger logger, Exception exception);
}
