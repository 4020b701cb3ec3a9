using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Live;

/// <summary>
/// Reads what is new for all open streams, once for all who look at the same. It sleeps until the writer has committed, and reads at most once a second;
/// while nobody listens it does nothing.
/// </summary>
internal sealed partial class LivePump(ICollectorSignals signals, IServiceScopeFactory scopes, TimeProvider time, ILogger<LivePump> logger) : BackgroundService
{
    /// <summary>Streams of the process.</summary>
    public const int MostStreams = 100;

    /// <summary>Streams of one caller: tabs that are open and seen.</summary>
    public const int MostOfOneCaller = 20;

    private const int MostRecords = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<LiveListener> _listeners = [];
    private TaskCompletionSource _joined = NewSource();

    /// <summary>Streams that are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>Takes a listener, which soon gets the sums of its view and what arrived since it was here last.</summary>
    /// <returns>False when there are as many as there may be.</returns>
    public bool TryJoin(LiveListener listener)
    {
        lock (_gate)
        {
            if (_listeners.Count >= MostStreams || _listeners.Count(other => other.Caller == listener.Caller) >= MostOfOneCaller)
            {
                return false;
            }

            _listeners.Add(listener);
            _joined.TrySetResult();
            return true;
        }
    }

    public void Leave(LiveListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var committed = signals.Commits.Count;
        var commit = signals.Commits.After(committed, stoppingToken);
        var read = time.GetTimestamp() - time.TimestampFrequency;
        while (!stoppingToken.IsCancellationRequested)
        {
            var joined = Joined();
            await Task.WhenAny(commit, joined).ConfigureAwait(false);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            // Who has just come waits for nothing; who is there waits until the second is over, and hears of everything that was committed in it.
            var everybody = commit.IsCompleted && time.GetElapsedTime(read) >= Pause;
            if (everybody)
            {
                read = time.GetTimestamp();
                committed = signals.Commits.Count;
                commit = signals.Commits.After(committed, stoppingToken);
            }
            else if (!joined.IsCompleted)
            {
                await Task.WhenAny(Task.Delay(Pause - time.GetElapsedTime(read) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero, time, stoppingToken), joined).ConfigureAwait(false);
                continue;
            }

            await ReadAsync(Take(everybody), stoppingToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Joined()
    {
        lock (_gate)
        {
            if (_listeners.TrueForAll(listener => listener.Known is not null))
            {
                _joined = _joined.Task.IsCompleted ? NewSource() : _joined;
            }

            return _joined.Task;
        }
    }

    private List<LiveListener> Take(bool everybody)
    {
        lock (_gate)
        {
            return _listeners.FindAll(listener => everybody || listener.Known is null);
        }
    }

    private async Task ReadAsync(List<LiveListener> listeners, CancellationToken cancellationToken)
    {
        foreach (var alike in listeners.GroupBy(listener => listener.View))
        {
            try
            {
                await ReadAsync(alike.Key, [.. alike], cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Their streams end, and they come again when they like.
                CannotRead(logger, exception);
                foreach (var listener in alike)
                {
                    listener.Drop();
                    Leave(listener);
                }
            }
        }
    }

    private async Task ReadAsync(LiveView view, IReadOnlyList<LiveListener> listeners, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            ((SignedInAudience)scope.ServiceProvider.GetRequiredService<IUsageAudience>()).Given = view.Audience;
            var queries = scope.ServiceProvider.GetRequiredService<IUsageQueries>();
            var (window, filter) = view.Scope;
            var totals = await queries.GetTotalsAsync(view.Workspace, window, filter, cancellationToken).ConfigureAwait(false);
            byte[]? sums = null;
            foreach (var alike in listeners.GroupBy(listener => listener.After))
            {
                var arrived = await queries.GetArrivedAsync(view.Workspace, window, filter, alike.Key, MostRecords, cancellationToken).ConfigureAwait(false);
                var records = arrived.Items.Count > 0 ? LiveEvents.Records(arrived) : null;
                foreach (var listener in alike)
                {
                    listener.After = arrived.LastId;
                    if (records is not null)
                    {
                        listener.Offer(records);
                    }

                    if (listener.Known != totals)
                    {
                        listener.Known = totals;
                        listener.Offer(sums ??= LiveEvents.Totals(window, totals, arrived.LastId));
                    }
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is new cannot be read now; the streams that wait for it were ended.")]
    private static partial void CannotRead(ILogger logger, Exception exception);
}
