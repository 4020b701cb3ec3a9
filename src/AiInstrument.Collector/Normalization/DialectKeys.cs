namespace AiInstrument.Collector.Normalization;

/// <summary>For each field the attribute keys that may hold it, the preferred one first.</summary>
internal sealed record DialectKeys
{
    /// <summary>The provider.</summary>
    public string[] Provider { get; init; } = [];

    /// <summary>The requested model.</summary>
    public string[] RequestModel { get; init; } = [];

    /// <summary>The answering model.</summary>
    public string[] ResponseModel { get; init; } = [];

    /// <summary>The response's id.</summary>
    public string[] ResponseId { get; init; } = [];

    /// <summary>Input tokens.</summary>
    public string[] Input { get; init; } = [];

    /// <summary>Output tokens.</summary>
    public string[] Output { get; init; } = [];

    /// <summary>Cached input tokens.</summary>
    public string[] CachedInput { get; init; } = [];

    /// <summary>Input tokens written to a cache, all times to live.</summary>
    public string[] CacheWrite { get; init; } = [];

    /// <summary>Input tokens written to a cache for five minutes.</summary>
    public string[] CacheWrite5m { get; init; } = [];

    /// <summary>Input tokens written to a cache for one hour.</summary>
    public string[] CacheWrite1h { get; init; } = [];

    /// <summary>Reasoning tokens.</summary>
    public string[] Reasoning { get; init; } = [];

    /// <summary>Audio input tokens.</summary>
    public string[] AudioInput { get; init; } = [];

    /// <summary>Audio output tokens.</summary>
    public string[] AudioOutput { get; init; } = [];

    /// <summary>Image input tokens.</summary>
    public string[] ImageInput { get; init; } = [];

    /// <summary>Image output tokens.</summary>
    public string[] ImageOutput { get; init; } = [];

    /// <summary>Whether the answer was streamed.</summary>
    public string[] Streaming { get; init; } = [];

    /// <summary>Seconds until the first token.</summary>
    public string[] TimeToFirstTokenSeconds { get; init; } = [];

    /// <summary>The session or conversation.</summary>
    public string[] Session { get; init; } = [];

    /// <summary>The user.</summary>
    public string[] User { get; init; } = [];

    /// <summary>The service tier, served before requested.</summary>
    public string[] ServiceTier { get; init; } = [];

    /// <summary>Why the model stopped.</summary>
    public string[] FinishReason { get; init; } = [];

    /// <summary>The source line.</summary>
    public string[] CodeLine { get; init; } = [];

    /// <summary>The source file.</summary>
    public string[] CodeFile { get; init; } = [];

    /// <summary>The containing member.</summary>
    public string[] CodeFunction { get; init; } = [];
}
