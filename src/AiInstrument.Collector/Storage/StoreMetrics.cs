using System.Diagnostics.Metrics;
using AiInstrument.Collector.Receiving;

namespace AiInstrument.Collector.Storage;

/// <summary>What the writer counts, on the meter of the receivers.</summary>
internal sealed class StoreMetrics
{
    public const string Stored = "aiinstrument.collector.interactions.stored";
    public const string Duplicates = "aiinstrument.collector.interactions.duplicate";
    public const string CommitTime = "aiinstrument.collector.commit.time";
    public const string FailedCommits = "aiinstrument.collector.commits.failed";
    public const string QueueDepth = "aiinstrument.collector.queue.depth";
    public const string Removed = "aiinstrument.collector.rows.removed";
    public const string DatabaseSize = "aiinstrument.collector.database.size";
    public const string WalSize = "aiinstrument.collector.database.wal.size";
    public const string FreeDisk = "aiinstrument.collector.disk.free";

    private static readonly double[] CommitBounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    private readonly Counter<long> _stored;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _removed;
    private readonly Histogram<double> _commits;

    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ReceivingMetrics.MeterName);
        _stored = meter.CreateCounter<long>(Stored, "{interaction}", "Interactions that were new and are on the disk.");
        _duplicates = meter.CreateCounter<long>(Duplicates, "{interaction}", "Interactions that were there before.");
        _commits = meter.CreateHistogram(
            CommitTime, "s", "Time that the committed transactions took.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = CommitBounds });
        _failures = meter.CreateCounter<long>(FailedCommits, "{commit}", "Transactions that failed; their senders were told to try again.");
        _removed = meter.CreateCounter<long>(Removed, "{row}", "Rows that were removed for their age: records, their attributes, links of traces.");
        meter.CreateObservableGauge(QueueDepth, () => Queued?.Invoke() ?? 0, "{span}", "Entries that wait for the writer.");
        meter.CreateObservableGauge(DatabaseSize, () => File?.Bytes ?? 0, "By", "Size of the database file.");
        meter.CreateObservableGauge(WalSize, () => File?.WalBytes ?? 0, "By", "Size of the log of writes beside the database.");
        meter.CreateObservableGauge(FreeDisk, () => File?.FreeDiskBytes ?? 0, "By", "What is free on the database's disk.");
    }

    /// <summary>The database, once it is open.</summary>
    public DatabaseFile? File { private get; set; }

    /// <summary>Counts the entries that wait.</summary>
    public Func<long>? Queued { private get; set; }

    /// <summary>Counts a commit.</summary>
    public void Committed(TimeSpan time, IReadOnlyList<WriteResult> results)
    {
        _commits.Record(time.TotalSeconds);
        _stored.Add(results.Sum(result => (long)result.Stored));
        _duplicates.Add(results.Sum(result => (long)result.Duplicates));
    }

    /// <summary>Counts rows that were removed for their age.</summary>
    public void Expired(int rows) => _removed.Add(rows);

    /// <summary>Counts a transaction that failed.</summary>
    public void Failed() => _failures.Add(1);
}
