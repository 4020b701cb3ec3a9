namespace AiInstrument.Collector.Receiving.Answers;

/// <summary>What the sender is told, before it is put into HTTP or gRPC.</summary>
internal sealed record ExportOutcome
{
    private ExportOutcome(RpcCode code, string? message) => (Code, Message) = (code, message);

    /// <summary>Ok, or why the whole request is refused.</summary>
    public RpcCode Code { get; }

    /// <summary>One sentence for the sender: why the request is refused, or why some of it was rejected; or null.</summary>
    public string? Message { get; }

    /// <summary>Items of an accepted request that were rejected for good.</summary>
    public long Rejected { get; private init; }

    /// <summary>When a refused request may be sent again; null when that cannot help.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Whether the response carries partial_success; it must be unset on full success.</summary>
    public bool IsPartial => Code == RpcCode.Ok && (Rejected > 0 || Message is not null);

    /// <summary>The request is done with; <paramref name="rejected"/> of its items are not stored.</summary>
    public static ExportOutcome Accepted(long rejected = 0, string? message = null) => new(RpcCode.Ok, message) { Rejected = rejected };

    /// <summary>Nothing is stored and sending the same again cannot help.</summary>
    public static ExportOutcome Refused(RpcCode code, string message) => new(code, message);

    /// <summary>Nothing is stored now; the sender should try again.</summary>
    public static ExportOutcome TryAgain(string message, TimeSpan retryAfter) => new(RpcCode.Unavailable, message) { RetryAfter = retryAfter };
}
