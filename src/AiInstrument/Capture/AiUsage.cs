using System.ComponentModel;

namespace AiInstrument.Capture;

/// <summary>The tokens that one LLM call used, as the provider counted them. Null means: not told.</summary>
/// <remarks>The detailed counts are parts of the two totals and are never added to them (OTel GenAI semantic conventions).</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public record struct AiUsage
{
    // One more than the count, 0 for null: a quarter of the size of nullable counts. No call has four billion tokens.
    private uint _inputTokens;
    private uint _outputTokens;
    private uint _cachedInputTokens;
    private uint _cacheWrite5mTokens;
    private uint _cacheWrite1hTokens;
    private uint _cacheWriteTokens;
    private uint _reasoningTokens;
    private uint _audioInputTokens;
    private uint _audioOutputTokens;
    private uint _imageInputTokens;
    private uint _imageOutputTokens;

    /// <summary>All input tokens, cached reads and cache writes included.</summary>
    public long? InputTokens { readonly get => Count(_inputTokens); set => _inputTokens = Kept(value); }

    /// <summary>All output tokens, reasoning included.</summary>
    public long? OutputTokens { readonly get => Count(_outputTokens); set => _outputTokens = Kept(value); }

    /// <summary>Input tokens that were read from the provider's prompt cache.</summary>
    public long? CachedInputTokens { readonly get => Count(_cachedInputTokens); set => _cachedInputTokens = Kept(value); }

    /// <summary>Input tokens written to the prompt cache to live for 5 minutes.</summary>
    public long? CacheWrite5mTokens { readonly get => Count(_cacheWrite5mTokens); set => _cacheWrite5mTokens = Kept(value); }

    /// <summary>Input tokens written to the prompt cache to live for 1 hour.</summary>
    public long? CacheWrite1hTokens { readonly get => Count(_cacheWrite1hTokens); set => _cacheWrite1hTokens = Kept(value); }

    /// <summary>All input tokens written to the prompt cache. Null means the sum of the two above.</summary>
    public long? CacheWriteTokens { readonly get => Count(_cacheWriteTokens); set => _cacheWriteTokens = Kept(value); }

    /// <summary>Output tokens spent on reasoning.</summary>
    public long? ReasoningTokens { readonly get => Count(_reasoningTokens); set => _reasoningTokens = Kept(value); }

    /// <summary>Input tokens that stand for audio.</summary>
    public long? AudioInputTokens { readonly get => Count(_audioInputTokens); set => _audioInputTokens = Kept(value); }

    /// <summary>Output tokens that stand for audio.</summary>
    public long? AudioOutputTokens { readonly get => Count(_audioOutputTokens); set => _audioOutputTokens = Kept(value); }

    /// <summary>Input tokens that stand for images.</summary>
    public long? ImageInputTokens { readonly get => Count(_imageInputTokens); set => _imageInputTokens = Kept(value); }

    /// <summary>Output tokens that stand for images.</summary>
    public long? ImageOutputTokens { readonly get => Count(_imageOutputTokens); set => _imageOutputTokens = Kept(value); }

    private static long? Count(uint kept) => kept == 0 ? null : kept - 1L;

    /// <summary>What is below zero is no count.</summary>
    private static uint Kept(long? count) => count is >= 0 ? (uint)Math.Min(count.Value, uint.MaxValue - 1) + 1 : 0;
}
