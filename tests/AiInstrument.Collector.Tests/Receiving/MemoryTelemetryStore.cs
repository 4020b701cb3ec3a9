using System.Collections.Concurrent;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>Keeps batches in memory.</summary>
internal sealed class MemoryTelemetryStore : ITelemetryStore
{
    public ConcurrentQueue<TelemetryBatch> Batches { get; } = new();

    public IEnumerable<LogFacts> Facts => Batches.SelectMany(batch => batch.Facts);

    /// <summary>What the store throws instead of writing, if anything.</summary>
    public Exception? Failure { get; set; }

    public Task<WriteResult> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Task.FromException<WriteResult>(Failure);
        }

        Batches.Enqueue(batch);
        return Task.FromResult(new WriteResult(0, 0, 0, 0));
    }
}
