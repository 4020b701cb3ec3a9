namespace AiInstrument.Collector.Memory;

/// <summary>Bytes that all requests in progress may take together. Thread-safe.</summary>
/// <param name="mostBytes">How many.</param>
internal sealed class MemoryBudget(long mostBytes)
{
    private long _taken;

    /// <summary>Bytes that are taken now.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes bytes; false when so many are not left.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= mostBytes)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
