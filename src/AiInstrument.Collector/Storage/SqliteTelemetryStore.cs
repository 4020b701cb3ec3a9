using System.Threading.Channels;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// One writer for everybody: requests queue their batches, the writer commits all that wait in one transaction, and each request is answered after that commit.
/// </summary>
internal sealed partial class SqliteTelemetryStore(
    CollectorDatabase database,
    IOptions<CollectorOptions> options,
    StoreMetrics metrics,
    BudgetMetrics budgets,
    TimeProvider time,
    ILogger<SqliteTelemetryStore> logger) : ITelemetryStore, ICollectorHealth, IHostedService, IDisposable
{
    // Bounds the memory and the time of one transaction; what waits longer goes into the next.
    private const int MostPerCommit = 8192;

    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<Chore> _chores = Channel.CreateUnbounded<Chore>();
    private readonly int _mostQueued = options.Value.MaxQueuedSpans;

    // A sender that has given up holds no memory of its request any more, and what it sent still waits here.
    private readonly long _mostQueuedBytes = options.Value.MaxRequestMemoryBytes;
    private readonly Lock _startGate = new();
    private int _queued;
    private long _queuedBytes;
    private Task? _writer;
    private WriteSession? _session;
    private StorageProblem? _problem;
    private bool _logHoldsPurged;
    private PriceBook? _prices;

    /// <inheritdoc/>
    public StorageProblem? Problem => Volatile.Read(ref _problem);

    /// <summary>Beats after each transaction that may change interactions or totals.</summary>
    public Pulse Commits { get; } = new();

    /// <inheritdoc/>
    public async Task<WriteResult> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        // A batch larger than the whole queue must get through when nothing else waits.
        var queued = Interlocked.Add(ref _queued, batch.Size);
        var queuedBytes = Interlocked.Add(ref _queuedBytes, batch.Bytes);
        if (queued > batch.Size && (queued > _mostQueued || queuedBytes > _mostQueuedBytes))
        {
            LeaveQueue(batch.Size, batch.Bytes);
            throw new IngestUnavailableException("The collector's queue is full; try again.", TimeSpan.FromSeconds(1));
        }

        var work = new Work(batch);
        if (!_queue.Writer.TryWrite(work))
        {
            LeaveQueue(batch.Size, batch.Bytes);
            throw new IngestUnavailableException("The collector is shutting down; try again.", TimeSpan.FromSeconds(5));
        }

        return await work.Result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a few old records between two commits.</summary>
    /// <returns>How many rows went; 0 when there is nothing left to remove, or the database cannot be written now.</returns>
    public Task<int> ExpireAsync(RetentionPolicy policy, long today) => DoAsync(session =>
    {
        var removed = session.Expire(policy, today);
        metrics.Expired(removed);
        return removed;
    });

    /// <summary>Fills derived rollups with one more day between two commits.</summary>
    /// <param name="lastDay">The last day that is over.</param>
    /// <returns>1; 0 when nothing is left to fill, or the database cannot be written now.</returns>
    public Task<int> FillRollupsAsync(long lastDay) => DoAsync(session => session.FillRollups(lastDay));

    /// <summary>Puts prices in force: every record that is committed after this has returned is priced by them.</summary>
    public async Task UsePricesAsync(PriceBook prices)
    {
        Volatile.Write(ref _prices, prices);

        // A commit that has begun with the former prices is over when the writer gets to this.
        await DoAsync(static _ => 0).ConfigureAwait(false);
    }

    /// <summary>Prices some of the records of a pricing again between two commits.</summary>
    /// <returns>How many were looked at; 0 when the database cannot be written now, and -1 when none is left.</returns>
    public Task<int> RepriceAsync(int repricing) => DoAsync(session =>
    {
        var looked = session.Reprice(repricing, time.GetUtcNow());
        Commits.Beat();
        return looked;
    });

    /// <summary>Writes the order of a purge down between two commits.</summary>
    /// <returns>1; 0 when the database cannot be written now.</returns>
    public Task<int> BeginPurgeAsync(Purge purge) => DoAsync(session => session.BeginPurge(purge));

    /// <summary>Removes some of what a purge is to remove between two commits.</summary>
    /// <returns>How many records were looked at; 0 when the database cannot be written now, and -1 when none is left.</returns>
    public Task<int> PurgeAsync(string purge) => DoAsync(session =>
    {
        var looked = session.Purge(purge);
        Commits.Beat();
        return looked;
    });

    /// <summary>Removes what nothing refers to any more after a purge between two commits, and ends it.</summary>
    /// <returns>How many rows went; 0 when it cannot be written now or must be found again, and -1 at the end.</returns>
    public Task<int> EndPurgeAsync(string purge, UnusedNames? unused) => DoAsync(session =>
    {
        var removed = session.EndPurge(purge, unused, time.GetUtcNow());
        Commits.Beat();
        _logHoldsPurged = true;

        // Names that it remembers may be gone.
        session.Dispose();
        _session = null;
        return removed;
    });

    /// <summary>Opens the database and starts the writer.</summary>
    /// <exception cref="CollectorStartException">The database cannot be opened.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _prices = await database.GetPricesAsync(cancellationToken).ConfigureAwait(false);
        metrics.File = database.File;
        metrics.Queued = () => Volatile.Read(ref _queued);
        lock (_startGate)
        {
            _writer ??= Task.Run(WriteLoopAsync, CancellationToken.None);
        }

        // A process that was killed may have left a budget that is not counted.
        _ = ReloadBudgetsAsync();
    }

    /// <summary>Takes no more work and returns when everything queued is written.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (_writer is { } writer)
        {
            // Whatever patience the host has left: a slow sender may have used it up, and the queue has an end.
            await writer.ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more work. The writer closes its connection when the queue is empty.</summary>
    public void Dispose() => _queue.Writer.TryComplete();

    private async Task WriteLoopAsync()
    {
        var group = new List<Work>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var size = 0;
            while (size < MostPerCommit && _queue.Reader.TryRead(out var work))
            {
                if (work.Batch.Size > 0)
                {
                    group.Add(work);
                    size += work.Batch.Size;
                }
            }

            if (size > 0)
            {
                var answer = Commit(group);

                // Before the answers: a sender that waited for one may send again at once.
                LeaveQueue(size, group.Sum(work => work.Batch.Bytes));
                answer();
                group.Clear();
            }

            TakeSyncs();

            // All that wait: one that is left would wait until something else wakes the writer.
            for (var waiting = _chores.Reader.Count; waiting > 0 && _chores.Reader.TryRead(out var chore); waiting--)
            {
                chore.Result.SetResult(Do(chore.Work));
            }

            // After the answers: what is committed is safe, however long the log is.
            if (_logHoldsPurged)
            {
                // A page that is being read may stand in the way: the next round tries again.
                _logHoldsPurged = Do(session => session.TryEmptyLog() ? 1 : 0) == 0;
            }
            else if (_session is not null)
            {
                Do(KeepLogShort);
            }
        }

        while (_chores.Reader.TryRead(out var left))
        {
            left.Result.SetResult(0);
        }

        RefuseSyncs();
        _session?.Dispose();
        _session = null;
    }

    private void LeaveQueue(int size, long bytes)
    {
        Interlocked.Add(ref _queued, -size);
        Interlocked.Add(ref _queuedBytes, -bytes);
    }

    // Never throws: the writer must outlive every failure, and every waiting request must get an answer, which is what is returned.
    private Action Commit(List<Work> group)
    {
        try
        {
            var session = Session();
            var start = time.GetTimestamp();
            var results = session.Write(group.ConvertAll(work => work.Batch), e => RejectedEntry(logger, e));
            metrics.Committed(time.GetElapsedTime(start), results);
            Volatile.Write(ref _problem, null);
            Commits.Beat();
            return () =>
            {
                for (var i = 0; i < results.Length; i++)
                {
                    group[i].Result.SetResult(results[i]);
                }
            };
        }
        catch (Exception e)
        {
            CannotWrite(logger, group.Count, e);
            metrics.Failed();
            _session?.Dispose();
            _session = null;
            var told = StorageFailure.ToUnavailable(e);
            Volatile.Write(ref _problem, new StorageProblem(told.Message, _problem?.Since ?? time.GetUtcNow()) { Kind = StorageFailure.KindOf(e) });
            return () => group.ForEach(work => work.Result.SetException(StorageFailure.ToUnavailable(e)));
        }
    }

    private async Task<int> DoAsync(Func<WriteSession, int> work)
    {
        var chore = new Chore(work);
        return _chores.Writer.TryWrite(chore) && _queue.Writer.TryWrite(Work.Nothing) ? await chore.Result.Task.ConfigureAwait(false) : 0;
    }

    // Prices change so seldom that a new session is the simplest way to have all of its parts use them.
    private WriteSession Session()
    {
        var prices = Volatile.Read(ref _prices)!;
        if (_session is { } former && !ReferenceEquals(former.Prices, prices))
        {
            former.Dispose();
            _session = null;
        }

        return _session ??= new WriteSession(database.File, prices);
    }

    private static int KeepLogShort(WriteSession session)
    {
        session.KeepLogShort();
        return 0;
    }

    private int Do(Func<WriteSession, int> work)
    {
        try
        {
            return work(Session());
        }
        catch (Exception e)
        {
            CannotMaintain(logger, e);
            _session?.Dispose();
            _session = null;
            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be looked after now; the next round tries again.")]
    private static partial void CannotMaintain(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database cannot be written; {Requests} requests were told to try again.")]
    private static partial void CannotWrite(ILogger logger, int requests, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An entry cannot be stored and was rejected; the rest of its batch was stored.")]
    private static partial void RejectedEntry(ILogger logger, Exception exception);

    private sealed record Chore(Func<WriteSession, int> Work)
    {
        public TaskCompletionSource<int> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Work(TelemetryBatch Batch)
    {
        /// <summary>Wakes the writer for a chore.</summary>
        public static Work Nothing { get; } = new(new TelemetryBatch(0, default, [], [], []));

        // Requests continue on their own threads, not on the writer's.
        public TaskCompletionSource<WriteResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
