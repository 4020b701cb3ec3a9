using AiInstrument.Capture;
using AiInstrument.Delivery.Sending;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Budgets.Leasing;

/// <summary>Keeps a gate up to date in the background, until it is stopped. No call waits for it.</summary>
internal sealed class BudgetSync : IDisposable
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>Between an answer and a request that does not wait for its time.</summary>
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(10);

    private readonly LeasedBudgetGate _gate;
    private readonly BudgetClient _client;
    private readonly AiBudgetOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RetrySchedule _retries;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;
    private SendOutcome _last = SendOutcome.Accepted;

    public BudgetSync(LeasedBudgetGate gate, BudgetClient client, AiBudgetOptions options, ILogger logger, TimeProvider time, Func<double> random)
    {
        (_gate, _client, _options, _logger, _time) = (gate, client, options, logger, time);
        _retries = new RetrySchedule(random);

        // Whoever starts the host has a context of its own: nothing of that belongs to the exchange.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Ends with the first answer.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Tells what was used and gives back what is held, within a time; then nothing is asked any more.</summary>
    public async Task StopAsync(TimeSpan bound)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        if (!Answered.IsCompleted)
        {
            return;
        }

        using var end = new CancellationTokenSource(bound, _time);
        try
        {
            do
            {
                var request = _gate.Ask(isLast: true);
                if ((await _client.SendAsync(request, end.Token).ConfigureAwait(false)).Answer is null)
                {
                    return;
                }

                _gate.Forget(request);
            }
            while (_gate.WaitingCount > 0);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The leases end by themselves.
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _loop.Wait();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var cancellation = _stop.Token;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var (pause, isFixed) = await SyncAsync(cancellation).ConfigureAwait(false);
                await PauseAsync(pause, isFixed, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                TelemetryFaults.Count(e);
                BudgetLog.Failed(_logger, e);
                await Task.Delay(RetrySchedule.Longest, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task PauseAsync(TimeSpan pause, bool isFixed, CancellationToken cancellation) => isFixed
        ? Task.Delay(pause, _time, cancellation)
        : Task.WhenAll(Task.Delay(s_breath, _time, cancellation), _gate.Wake.WaitAsync(pause, _time, cancellation));

    /// <summary>How long to wait until the next time, and whether nothing may shorten it.</summary>
    private async Task<(TimeSpan Pause, bool IsFixed)> SyncAsync(CancellationToken cancellation)
    {
        var request = _gate.Ask(isLast: false);
        var (answer, serverTime, result) = await _client.SendAsync(request, cancellation).ConfigureAwait(false);
        if (answer is null)
        {
            if (result.Outcome is SendOutcome.Invalid or SendOutcome.TooLarge)
            {
                _gate.Forget(request);
            }

            Failed(result);
            return (_retries.AfterFailure(result), IsFixed: true);
        }

        _gate.Take(request, answer, serverTime);
        _retries.Succeeded();
        _answered.TrySetResult();
        if (_last != SendOutcome.Accepted)
        {
            _last = SendOutcome.Accepted;
            BudgetLog.Recovered(_logger, _client.Address);
        }

        return (_gate.WaitingCount >= LeasedBudgetGate.MostSettlementsOfRequest ? s_shortest : PauseOf(answer), IsFixed: false);
    }

    /// <summary>As the collector asks, and three times in the life of a lease at least.</summary>
    private static TimeSpan PauseOf(SyncAnswer answer)
    {
        var pause = TimeSpan.FromMilliseconds(answer.NextSyncMs is > 0 ? answer.NextSyncMs.Value : 1_000);
        if (answer.LeaseMs is > 0 && pause > TimeSpan.FromMilliseconds(answer.LeaseMs.Value / 3.0))
        {
            pause = TimeSpan.FromMilliseconds(answer.LeaseMs.Value / 3.0);
        }

        return pause < s_shortest ? s_shortest : pause > s_longest ? s_longest : pause;
    }

    private void Failed(SendResult result)
    {
        if (_last == result.Outcome)
        {
            return;
        }

        _last = result.Outcome;
        if (result.Outcome == SendOutcome.Unavailable)
        {
            BudgetLog.Unavailable(_logger, _client.Address, result.Reason, _options.AllowedAge, _options.WhenUnknown);
        }
        else
        {
            BudgetLog.Refused(_logger, _client.Address, result.Reason, _options.AllowedAge, _options.WhenUnknown);
        }
    }
}
