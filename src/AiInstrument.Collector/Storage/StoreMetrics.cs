using System.Diagnostics.Metrics;
using AiInstrument.Collector.Receiving;

namespace AiInstrument.Collector.Storage;

/// <summary>What the writer counts, on the meter of the receivers.</summary>
internal sealed class StoreMetrics
{
    private readonly Counter<long> _stored;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _failures;
    private readonly Counter<double> _seconds;

    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ReceivingMetrics.MeterName);
        _stored = meter.CreateCounter<long>("aiinstrument.collector.interactions.stored", "{interaction}", "Interactions that were new and are on the disk.");
        _duplicates = meter.CreateCounter<long>("aiinstrument.collector.interactions.duplicate", "{interaction}", "Interactions that were there before.");
        _commits = meter.CreateCounter<long>("aiinstrument.collector.commits", "{commit}", "Transactions that were committed.");
        _seconds = meter.CreateCounter<double>("aiinstrument.collector.commit.time", "s", "Time that the committed transactions took.");
        _failures = meter.CreateCounter<long>("aiinstrument.collector.commits.failed", "{commit}", "Transactions that failed; their senders were told to try again.");
        meter.CreateObservableGauge("aiinstrument.collector.queue.depth", () => Queued?.Invoke() ?? 0, "{span}", "Entries that wait for the writer.");
    }

    /// <summary>Counts the entries that wait.</summary>
    public Func<long>? Queued { private get; set; }

    /// <summary>Counts a commit.</summary>
    public void Committed(TimeSpan time, IReadOnlyList<WriteResult> results)
    {
        _commits.Add(1);
        _seconds.Add(time.TotalSeconds);
        _stored.Add(results.Sum(result => (long)result.Stored));
        _duplicates.Add(results.Sum(result => (long)result.Duplicates));
    }

    /// <summary>Counts a transaction that failed.</summary>
    public void Failed() => _failures.Add(1);
}
