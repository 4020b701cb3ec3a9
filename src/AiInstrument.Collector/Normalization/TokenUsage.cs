namespace AiInstrument.Collector.Normalization;

/// <summary>Tokens of one interaction. Null means that the sender did not say.</summary>
internal readonly record struct TokenUsage
{
    /// <summary>More than any model takes in one call. A larger or a negative count is not believed, and sums of believed counts cannot overflow.</summary>
    public const long MostTokens = 100_000_000;

    /// <summary>All input, cached reads and cache writes included.</summary>
    public long? Input { get; init; }

    /// <summary>All output, reasoning included.</summary>
    public long? Output { get; init; }

    /// <summary>Input read from a cache; part of <see cref="Input"/>.</summary>
    public long? CachedInput { get; init; }

    /// <summary>Input written to a cache, all times to live; part of <see cref="Input"/>.</summary>
    public long? CacheWrite { get; init; }

    /// <summary>Input written to a cache that lives one hour; part of <see cref="CacheWrite"/>.</summary>
    public long? CacheWrite1h { get; init; }

    /// <summary>Reasoning; part of <see cref="Output"/>.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Audio input; part of <see cref="Input"/>.</summary>
    public long? AudioInput { get; init; }

    /// <summary>Audio output; part of <see cref="Output"/>.</summary>
    public long? AudioOutput { get; init; }

    /// <summary>Image input; part of <see cref="Input"/>.</summary>
    public long? ImageInput { get; init; }

    /// <summary>Image output; part of <see cref="Output"/>.</summary>
    public long? ImageOutput { get; init; }

    /// <summary>Cache writes that live five minutes or the provider's default time.</summary>
    public long? CacheWriteShort => CacheWrite is { } all ? Math.Max(0, all - (CacheWrite1h ?? 0)) : null;

    /// <summary>The sender said how many tokens were used, be it none.</summary>
    public bool IsKnown => Input is not null || Output is not null;

    /// <summary>The sender said that no tokens were used.</summary>
    public bool IsZero => IsKnown && Total == 0;

    /// <summary>Input plus output.</summary>
    public long Total => (Input ?? 0) + (Output ?? 0);
}
