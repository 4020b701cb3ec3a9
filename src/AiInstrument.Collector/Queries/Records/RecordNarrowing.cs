namespace AiInstrument.Collector.Queries.Records;

/// <summary>What a record must be beside its dimensions and its status. Null does not narrow; an empty text means "without". Bounds are part of their range.</summary>
public sealed record RecordNarrowing
{
    /// <summary>No narrowing.</summary>
    public static RecordNarrowing None { get; } = new();

    /// <summary>The least cost in nano-dollars; unpriced records have none.</summary>
    public long? MinCostNanoUsd { get; init; }

    /// <summary>The largest cost in nano-dollars.</summary>
    public long? MaxCostNanoUsd { get; init; }

    /// <summary>The fewest input and output tokens together; records of unknown usage have none.</summary>
    public long? MinTokens { get; init; }

    /// <summary>The most input and output tokens together.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>The shortest duration.</summary>
    public TimeSpan? MinDuration { get; init; }

    /// <summary>The longest duration.</summary>
    public TimeSpan? MaxDuration { get; init; }

    /// <summary>The error's class.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Why the model stopped.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The model that was asked for.</summary>
    public string? RequestModel { get; init; }

    /// <summary>The model that answered.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>chat, embeddings, …</summary>
    public string? Operation { get; init; }

    /// <summary>The document.</summary>
    public string? Document { get; init; }

    /// <summary>The session.</summary>
    public string? Session { get; init; }

    /// <summary>Whether the answer was streamed.</summary>
    public bool? Streaming { get; init; }

    /// <summary>Whether it was a second attempt or a later one.</summary>
    public bool? IsRetry { get; init; }

    /// <summary>Whether a budget's refusal was overridden.</summary>
    public bool? IsOverride { get; init; }

    /// <summary>Whether nothing but ranges narrows.</summary>
    internal bool IsRanges => None == this with
    {
        MinCostNanoUsd = null,
        MaxCostNanoUsd = null,
        MinTokens = null,
        MaxTokens = null,
        MinDuration = null,
        MaxDuration = null,
    };
}
