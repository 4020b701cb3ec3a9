using System.Collections.Concurrent;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Decoding.Batches;

/// <summary>Lets the spans of one request be the spans of a later one.</summary>
internal sealed class BatchPool
{
    private readonly ConcurrentQueue<BatchBuilder> _idle = new();
    private readonly int _most = Environment.ProcessorCount * 2;

    /// <summary>A builder without spans.</summary>
    /// <param name="memory">What the request may fill.</param>
    public BatchBuilder Rent(RequestMemory memory)
    {
        var builder = _idle.TryDequeue(out var idle) ? idle : new BatchBuilder();
        builder.Memory = memory;
        return builder;
    }

    /// <summary>Takes a builder back; more than are ever used at once are let go.</summary>
    public void Return(BatchBuilder builder)
    {
        builder.Clear();
        if (_idle.Count < _most)
        {
            _idle.Enqueue(builder);
        }
    }
}
