using System.Threading.Channels;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Receiving;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Storage;

/// <summary>Reports of instances are taken between two commits of telemetry, all that wait in one transaction.</summary>
internal sealed partial class SqliteTelemetryStore : IBudgetSync
{
    private const int MostSyncsPerCommit = 256;
    private const int MostWaitingSyncs = 4096;

    private readonly Channel<Sync> _syncs = Channel.CreateBounded<Sync>(MostWaitingSyncs);

    /// <inheritdoc/>
    public async Task<SyncAnswer> SyncAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        var sync = new Sync(request);
        if (!_syncs.Writer.TryWrite(sync) || !_queue.Writer.TryWrite(Work.Nothing))
        {
            throw new IngestUnavailableException("The collector takes no more reports now; try again.", TimeSpan.FromSeconds(1));
        }

        return await sync.Result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes up budgets that were created, changed or deleted, and counts new ones.</summary>
    /// <returns>1 when one was counted or dropped; 0 when not, or when the database cannot be written now: then it happens at the next start of the writer's session.</returns>
    public Task<int> ReloadBudgetsAsync() => DoAsync(session => session.ReloadBudgets(time.GetUtcNow()));

    /// <summary>Closes leases that were not renewed in time.</summary>
    /// <returns>1; 0 when the database cannot be written now.</returns>
    public Task<int> SweepLeasesAsync() => DoAsync(session =>
    {
        session.SweepLeases(time.GetUtcNow());
        budgets.Synced(0, session.Leases.Open, session.Leases.TakeCounts());
        return 1;
    });

    private void TakeSyncs()
    {
        while (_syncs.Reader.TryPeek(out _))
        {
            var group = new List<Sync>();
            while (group.Count < MostSyncsPerCommit && _syncs.Reader.TryRead(out var sync))
            {
                group.Add(sync);
            }

            Take(group);
        }
    }

    // Never throws, as Commit.
    private void Take(List<Sync> group)
    {
        try
        {
            var session = Session();
            var now = time.GetUtcNow();
            var answers = session.Sync(group.ConvertAll(sync => sync.Request), now);
            budgets.Synced(group.Count, session.Leases.Open, session.Leases.TakeCounts());
            for (var i = 0; i < answers.Length; i++)
            {
                group[i].Result.SetResult(answers[i]);
            }
        }
        catch (Exception e)
        {
            CannotSync(logger, group.Count, e);
            _session?.Dispose();
            _session = null;
            var told = StorageFailure.ToUnavailable(e);
            group.ForEach(sync => sync.Result.SetException(told));
        }
    }

    private void RefuseSyncs()
    {
        _syncs.Writer.TryComplete();
        while (_syncs.Reader.TryRead(out var left))
        {
            left.Result.SetException(new IngestUnavailableException("The collector is shutting down; try again.", TimeSpan.FromSeconds(5)));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Requests} reports on budgets cannot be taken now; they are sent again.")]
    private static partial void CannotSync(ILogger logger, int requests, Exception exception);

    private sealed record Sync(SyncRequest Request)
    {
        public TaskCompletionSource<SyncAnswer> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
