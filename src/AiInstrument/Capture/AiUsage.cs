using System.ComponentModel;

namespace AiInstrument.Capture;

/// <summary>The tokens that one LLM call used, as the provider counted them. Null means: not told.</summary>
/// <remarks>The detailed counts are parts of the two totals and are never added to them (OTel GenAI semantic conventions).</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct AiUsage
{
    /// <summary>All input tokens, cached reads and cache writes included.</summary>
    public long? InputTokens { get; init; }

    /// <summary>All output tokens, reasoning included.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Input tokens that were read from the provider's prompt cache.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>Input tokens written to the prompt cache to live for 5 minutes.</summary>
    public long? CacheWrite5mTokens { get; init; }

    /// <summary>Input tokens written to the prompt cache to live for 1 hour.</summary>
    public long? CacheWrite1hTokens { get; init; }

    /// <summary>All input tokens written to the prompt cache. Null means the sum of the two above.</summary>
    public long? CacheWriteTokens { get; init; }

    /// <summary>Output tokens spent on reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>Input tokens that stand for audio.</summary>
    public long? AudioInputTokens { get; init; }

    /// <summary>Output tokens that stand for audio.</summary>
    public long? AudioOutputTokens { get; init; }

    /// <summary>Input tokens that stand for images.</summary>
    public long? ImageInputTokens { get; init; }

    /// <summary>Output tokens that stand for images.</summary>
    public long? ImageOutputTokens { get; init; }
}
