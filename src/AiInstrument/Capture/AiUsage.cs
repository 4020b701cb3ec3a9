using System.ComponentModel;

namespace AiInstrument.Capture;

/// <summary>The tokens that one LLM call used, as the provider counted them. Null means: not told.</summary>
/// <remarks>The detailed counts are parts of the two totals and are never added to them (OTel GenAI semantic conventions).</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct AiUsage
{
    // One more than the count, 0 for null: half the size of nullable counts.
    private readonly long _inputTokens;
    private readonly long _outputTokens;
    private readonly long _cachedInputTokens;
    private readonly long _cacheWrite5mTokens;
    private readonly long _cacheWrite1hTokens;
    private readonly long _cacheWriteTokens;
    private readonly long _reasoningTokens;
    private readonly long _audioInputTokens;
    private readonly long _audioOutputTokens;
    private readonly long _imageInputTokens;
    private readonly long _imageOutputTokens;

    /// <summary>All input tokens, cached reads and cache writes included.</summary>
    public long? InputTokens { get => Count(_inputTokens); init => _inputTokens = Kept(value); }

    /// <summary>All output tokens, reasoning included.</summary>
    public long? OutputTokens { get => Count(_outputTokens); init => _outputTokens = Kept(value); }

    /// <summary>Input tokens that were read from the provider's prompt cache.</summary>
    public long? CachedInputTokens { get => Count(_cachedInputTokens); init => _cachedInputTokens = Kept(value); }

    /// <summary>Input tokens written to the prompt cache to live for 5 minutes.</summary>
    public long? CacheWrite5mTokens { get => Count(_cacheWrite5mTokens); init => _cacheWrite5mTokens = Kept(value); }

    /// <summary>Input tokens written to the prompt cache to live for 1 hour.</summary>
    public long? CacheWrite1hTokens { get => Count(_cacheWrite1hTokens); init => _cacheWrite1hTokens = Kept(value); }

    /// <summary>All input tokens written to the prompt cache. Null means the sum of the two above.</summary>
    public long? CacheWriteTokens { get => Count(_cacheWriteTokens); init => _cacheWriteTokens = Kept(value); }

    /// <summary>Output tokens spent on reasoning.</summary>
    public long? ReasoningTokens { get => Count(_reasoningTokens); init => _reasoningTokens = Kept(value); }

    /// <summary>Input tokens that stand for audio.</summary>
    public long? AudioInputTokens { get => Count(_audioInputTokens); init => _audioInputTokens = Kept(value); }

    /// <summary>Output tokens that stand for audio.</summary>
    public long? AudioOutputTokens { get => Count(_audioOutputTokens); init => _audioOutputTokens = Kept(value); }

    /// <summary>Input tokens that stand for images.</summary>
    public long? ImageInputTokens { get => Count(_imageInputTokens); init => _imageInputTokens = Kept(value); }

    /// <summary>Output tokens that stand for images.</summary>
    public long? ImageOutputTokens { get => Count(_imageOutputTokens); init => _imageOutputTokens = Kept(value); }

    private static long? Count(long kept) => kept == 0 ? null : kept - 1;

    private static long Kept(long? count) => count is { } c ? c + 1 : 0;
}
