namespace AiInstrument.Collector.Billing;

/// <summary>One month is closed at a time: two statements must not carry the same correction. The data folder belongs to one process.</summary>
internal sealed class StatementGate : IDisposable
{
    /// <summary>Held while a statement is made.</summary>
    public SemaphoreSlim Semaphore { get; } = new(1, 1);

    /// <inheritdoc/>
    public void Dispose() => Semaphore.Dispose();
}
