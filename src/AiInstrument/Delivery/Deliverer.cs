using AiInstrument.Capture;
using AiInstrument.Delivery.Protobuf;
using AiInstrument.Delivery.Sending;
using AiInstrument.Delivery.Storage;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Delivery;

/// <summary>Brings records from the store to the receiver, in the background, until it is disposed. At least once: the receiver knows a span by its ids.</summary>
internal sealed class Deliverer : IDisposable
{
    private const int SmallestBatchBytes = 64 * 1024;
    private static readonly TimeSpan s_tendInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_logInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestWhileFlushing = TimeSpan.FromSeconds(1);

    private readonly ISpanStore _store;
    private readonly ISpanSender _sender;
    private readonly LossLedger _losses;
    private readonly DelivererOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RetrySchedule _retries;
    private readonly Pulse _pulse = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(long Target, TaskCompletionSource Done)> _flushes = [];
    private readonly Task _loop;
    private int _batchBytes;
    private bool _tryNow;
    private bool _hasAccepted;
    private SendOutcome _last = SendOutcome.Accepted;
    private (long Lost, long Rejected) _logged;
    private DateTimeOffset _retryAt;
    private DateTimeOffset _tendAt;
    private DateTimeOffset _logAt;
    private DateTimeOffset? _lingerUntil;

    public Deliverer(ISpanStore store, ISpanSender sender, LossLedger losses, DelivererOptions options, ILogger logger, TimeProvider time, Func<double> random)
    {
        (_store, _sender, _losses, _options, _logger, _time) = (store, sender, losses, options, logger, time);
        _retries = new RetrySchedule(random);
        _batchBytes = options.BatchBytes;

        // Whoever starts the host has a context of its own, a span perhaps: nothing of that belongs to the deliveries.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Keeps a record and has it delivered soon. Does not throw and does not wait for the receiver.</summary>
    public void Append(ReadOnlySpan<byte> image)
    {
        var waiting = _store.Append(image);
        if (waiting == 1 || waiting == _options.BatchCount)
        {
            _pulse.Set();
        }
    }

    /// <summary>Delivers what this process has appended so far.</summary>
    /// <returns>False when the time was over before.</returns>
    public bool Flush(TimeSpan timeout)
    {
        TaskCompletionSource done;
        lock (_flushes)
        {
            var (appended, settled) = _store.Progress;
            if (settled >= appended || _stop.IsCancellationRequested)
            {
                return settled >= appended;
            }

            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _flushes.Add((appended, done));
            _tryNow = true;
        }

        _pulse.Set();
        var inTime = done.Task.Wait(timeout);
        lock (_flushes)
        {
            _flushes.RemoveAll(flush => flush.Done == done);
        }

        return inTime;
    }

    /// <summary>Ends the deliveries; what is under way waits again. The store stays open.</summary>
    public void Stop()
    {
        if (!_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            _loop.Wait();
        }
    }

    public void Dispose()
    {
        Stop();
        _store.Dispose();
        _sender.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                TelemetryFaults.Count(e);
                DeliveryLog.Failed(_logger, e);
                _retryAt = _time.GetUtcNow() + RetrySchedule.Longest;
            }
        }
    }

    private async Task StepAsync()
    {
        var now = _time.GetUtcNow();
        if (now >= _tendAt)
        {
            _store.Tend();
            _tendAt = now + s_tendInterval;
        }

        LogLosses(now);
        var due = Due(now);
        if (due > now)
        {
            await _pulse.WaitAsync((due < _tendAt ? due : _tendAt) - now, _time, _stop.Token).ConfigureAwait(false);
            return;
        }

        _lingerUntil = null;
        var records = _store.Take(_options.BatchCount, _batchBytes);
        if (records.Count > 0)
        {
            await DeliverAsync(records).ConfigureAwait(false);
        }

        EndFlushes();
    }

    private DateTimeOffset Due(DateTimeOffset now)
    {
        bool isFlushing;
        lock (_flushes)
        {
            isFlushing = _flushes.Count > 0;
            if (_tryNow)
            {
                (_tryNow, _retryAt) = (false, now);
            }
        }

        var waiting = _store.Waiting;
        if (waiting == 0)
        {
            _lingerUntil = null;
            EndFlushes();
            return DateTimeOffset.MaxValue;
        }

        if (_retryAt > now)
        {
            return _retryAt;
        }

        return isFlushing || waiting >= _options.BatchCount || _last != SendOutcome.Accepted ? now : _lingerUntil ??= now + _options.Linger;
    }

    private async Task DeliverAsync(List<TakenRecord> records)
    {
        var open = new HashSet<TakenRecord>(records, ReferenceEqualityComparer.Instance);
        try
        {
            var suspects = new List<TakenRecord>();
            if (await SendAsync(records, open, suspects).ConfigureAwait(false) && suspects.Count > 0)
            {
                if (_hasAccepted)
                {
                    Reject(suspects, open);
                }
                else
                {
                    // A receiver that has never taken anything is more likely the wrong one than every span is.
                    Failed(new SendResult(SendOutcome.Refused, "every request is invalid"));
                }
            }
        }
        finally
        {
            _store.Return([.. records.Where(open.Contains)]);
        }
    }

    // False when the receiver cannot take more now. What it finds invalid goes to the suspects; everything else it took is settled.
    private async Task<bool> SendAsync(List<TakenRecord> records, HashSet<TakenRecord> open, List<TakenRecord> suspects)
    {
        var request = ExportRequest.Write(records);
        var result = await _sender.SendAsync(request.Memory, _stop.Token).ConfigureAwait(false);
        switch (result.Outcome)
        {
            case SendOutcome.Accepted:
                Accepted(result, records);
                Settle(records, open);
                return true;
            case SendOutcome.TooLarge or SendOutcome.Invalid when records.Count > 1:
                if (result.Outcome == SendOutcome.TooLarge)
                {
                    _batchBytes = Math.Max(SmallestBatchBytes, Math.Min(_batchBytes, request.Length / 2));
                }

                var half = records.Count / 2;
                return await SendAsync(records[..half], open, suspects).ConfigureAwait(false)
                    && await SendAsync(records[half..], open, suspects).ConfigureAwait(false);
            case SendOutcome.TooLarge:
                Reject(records, open);
                return true;
            case SendOutcome.Invalid:
                suspects.AddRange(records);
                return true;
            default:
                Failed(result);
                return false;
        }
    }

    private void Settle(List<TakenRecord> records, HashSet<TakenRecord> open)
    {
        _store.Settle(records);
        open.ExceptWith(records);
    }

    // A refused report of losses is no loss to report.
    private void Reject(List<TakenRecord> records, HashSet<TakenRecord> open)
    {
        _losses.AddRejected(records.Count(static record => record.Kind == RecordKind.Span));
        Settle(records, open);
    }

    private void Accepted(SendResult result, List<TakenRecord> records)
    {
        _hasAccepted = true;
        _retries.Succeeded();
        _losses.AddRejected(result.RejectedSpans - records.Count(static record => record.Kind != RecordKind.Span));
        if (_last is not SendOutcome.Accepted)
        {
            _last = SendOutcome.Accepted;
            DeliveryLog.Recovered(_logger, _options.Address);
        }
    }

    private void Failed(SendResult result)
    {
        var delay = _retries.AfterFailure(result);
        lock (_flushes)
        {
            // Somebody waits, for some seconds at most.
            var isShort = _flushes.Count > 0 && result is { Outcome: SendOutcome.Unavailable, RetryAfter: null };
            _retryAt = _time.GetUtcNow() + (isShort && delay > s_longestWhileFlushing ? s_longestWhileFlushing : delay);
        }

        if (_last == result.Outcome)
        {
            return;
        }

        _last = result.Outcome;
        if (result.Outcome == SendOutcome.Refused)
        {
            DeliveryLog.Refused(_logger, _options.Address, result.Reason);
        }
        else
        {
            DeliveryLog.Unavailable(_logger, _options.Address, result.Reason);
        }
    }

    private void EndFlushes()
    {
        lock (_flushes)
        {
            var settled = _store.Progress.Settled;
            foreach (var (_, done) in _flushes.Where(flush => flush.Target <= settled))
            {
                done.TrySetResult();
            }

            _flushes.RemoveAll(static flush => flush.Done.Task.IsCompleted);
        }
    }

    private void LogLosses(DateTimeOffset now)
    {
        if (now >= _logAt && (_losses.Lost, _losses.Rejected) is var current && current != _logged)
        {
            DeliveryLog.Lost(_logger, current.Lost, current.Rejected);
            (_logged, _logAt) = (current, now + s_logInterval);
        }
    }
}
