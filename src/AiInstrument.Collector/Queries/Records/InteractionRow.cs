namespace AiInstrument.Collector.Queries.Records;

/// <summary>One interaction in a list.</summary>
public record InteractionRow
{
    /// <summary>The row's id.</summary>
    public required long Id { get; init; }

    /// <summary>When the call began, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary><c>ok</c>, <c>error</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The error's class, or null.</summary>
    public string? ErrorType { get; init; }

    /// <summary>chat, embeddings, …</summary>
    public string? Operation { get; init; }

    /// <summary>The provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The answering model, or the requested one where the answer names none.</summary>
    public string? Model { get; init; }

    /// <summary>The feature's id of today.</summary>
    public string? Feature { get; init; }

    /// <summary>The id that the feature had when the call was recorded; null when it is the same.</summary>
    public string? RecordedFeature { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>The route or job.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>http, job, message or cli.</summary>
    public string? EntryPointKind { get; init; }

    /// <summary>The organization id.</summary>
    public string? Organization { get; init; }

    /// <summary>The user id.</summary>
    public string? User { get; init; }

    /// <summary>The project id.</summary>
    public string? Project { get; init; }

    /// <summary>32 hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The session id.</summary>
    public string? Session { get; init; }

    /// <summary>Input tokens, cached ones included; null when unknown.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens, reasoning included; null when unknown.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Cached input tokens read.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>Reasoning tokens.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>Nano-dollars; null when unpriced. A call that used no tokens costs 0.</summary>
    public long? CostNanoUsd { get; init; }

    /// <summary>Used tokens and has no price.</summary>
    public bool Unpriced { get; init; }

    /// <summary>Usage is estimated or partial.</summary>
    public bool Estimated { get; init; }

    /// <summary>Streamed.</summary>
    public bool Streaming { get; init; }

    /// <summary>False for a span that another span already pays for.</summary>
    public bool Counted { get; init; }

    /// <summary>The price version that the cost was calculated with, or null.</summary>
    public int? PriceId { get; init; }

    /// <summary>16 hex digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The requested model.</summary>
    public string? RequestModel { get; init; }

    /// <summary>The answering model.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>The provider's id of the response.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Why the model stopped.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The served tier.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Until the first token.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>Input tokens written to a cache.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>The service that called.</summary>
    public string? Service { get; init; }

    /// <summary>The document id.</summary>
    public string? Document { get; init; }

    /// <summary>The call site, when the registry or the span knows it.</summary>
    public string? CallSiteId { get; init; }

    /// <summary>The source file.</summary>
    public string? CodeFile { get; init; }

    /// <summary>The line, from 1.</summary>
    public int? CodeLine { get; init; }

    /// <summary>Which attempt at the request this was, from 1; null when the sender did not say. Every attempt that used tokens counts.</summary>
    public int? Attempt { get; init; }

    /// <summary>The start to the nanosecond.</summary>
    internal long StartUnixNano { get; init; }
}
