using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Receiving;

/// <summary>What the receivers hand their decoded spans to. Returns after the commit: a returned result may be acknowledged.</summary>
public interface ISpanIngest
{
    /// <summary>Normalizes, prices and stores. Spans that are not GenAI are accepted and left out.</summary>
    /// <param name="workspaceId">The workspace of the sender's key.</param>
    /// <param name="spans">Valid spans; the receiver has already rejected the invalid ones. They are used again for other requests after the call: nothing may keep one.</param>
    /// <param name="cancellationToken">Stops waiting; what is queued is still written.</param>
    /// <exception cref="IngestUnavailableException">Nothing was stored and the sender must try again: queue full, disk full, file locked.</exception>
    ValueTask<IngestResult> IngestAsync(int workspaceId, IReadOnlyList<DecodedSpan> spans, CancellationToken cancellationToken);
}

/// <summary>What became of a batch.</summary>
/// <param name="Stored">Interactions that are new.</param>
/// <param name="Duplicates">Interactions that were there before (same workspace, trace id and span id).</param>
/// <param name="Ignored">Spans that are not GenAI interactions, registry chunks included.</param>
/// <param name="Rejected">Spans that cannot be stored.</param>
/// <param name="RejectedMessage">One sentence that says why, or null.</param>
public readonly record struct IngestResult(int Stored, int Duplicates, int Ignored, int Rejected, string? RejectedMessage);

/// <summary>The collector cannot store now. Receivers answer 503 with Retry-After, or UNAVAILABLE with RetryInfo.</summary>
public sealed class IngestUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence for the sender; no secrets, no paths.</param>
    /// <param name="retryAfter">When to try again.</param>
    /// <param name="innerException">What went wrong.</param>
    public IngestUnavailableException(string message, TimeSpan retryAfter, Exception? innerException = null)
        : base(message, innerException) => RetryAfter = retryAfter;

    /// <summary>When the sender should try again.</summary>
    public TimeSpan RetryAfter { get; }
}
