namespace AiInstrument.Collector.Memory;

/// <summary>
/// The memory that one request fills: its body, the body decompressed, and what is read from it. A few bytes on the wire can stand for an object,
/// so a bound on the body alone bounds nothing. Used by one thread at a time; disposing gives all of it back.
/// </summary>
/// <param name="budget">What all requests share.</param>
/// <param name="mostBytes">What one request may take.</param>
internal sealed class RequestMemory(MemoryBudget budget, long mostBytes) : IDisposable
{
    /// <summary>The budget is shared between threads: it is asked for steps of this size and not for every attribute.</summary>
    public const long Step = 256 * 1024;

    private long _used;
    private long _reserved;

    /// <summary>Memory without a bound, for readers that are used alone.</summary>
    public static RequestMemory Unbounded() => new(new MemoryBudget(long.MaxValue), long.MaxValue);

    /// <summary>Takes bytes.</summary>
    /// <exception cref="MemoryExhaustedException">They are more than one request may take, or than all requests leave.</exception>
    public void Take(long bytes)
    {
        _used += bytes;
        if (_used > _reserved)
        {
            Reserve();
        }
    }

    /// <summary>Gives bytes back that were taken.</summary>
    public void GiveBack(long bytes)
    {
        _used -= bytes;
        if (_reserved - _used is var spare && spare > 2 * Step)
        {
            _reserved -= spare;
            budget.GiveBack(spare);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        budget.GiveBack(_reserved);
        _reserved = _used = 0;
    }

    private void Reserve()
    {
        if (_used > mostBytes)
        {
            throw new MemoryExhaustedException(isRetryable: false, $"The request takes more than {mostBytes} bytes of memory; send smaller batches.");
        }

        var more = _used - _reserved + Step;
        if (!budget.TryTake(more))
        {
            throw new MemoryExhaustedException(isRetryable: true, "The requests in progress take all the memory that is set aside for them.");
        }

        _reserved += more;
    }
}
