namespace AiInstrument.Collector.Memory;

/// <summary>A request cannot have the memory that it would fill.</summary>
/// <param name="isRetryable">Whether the same request may fit later.</param>
/// <param name="message">One sentence for the sender.</param>
internal sealed class MemoryExhaustedException(bool isRetryable, string message) : Exception(message)
{
    /// <summary>Other requests have the memory now; false when this request would never fit.</summary>
    public bool IsRetryable { get; } = isRetryable;
}
