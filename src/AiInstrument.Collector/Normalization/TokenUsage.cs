namespace AiInstrument.Collector.Normalization;

/// <summary>Tokens of one interaction. Null means that the sender did not say.</summary>
internal readonly record struct TokenUsage
{
    /// <summary>More than any model takes in one call. A larger or a negative count is not believed, and sums of believed counts cannot overflow.</summary>
    public const long MostTokens = 100_000_000;

    private readonly int _input;
    private readonly int _output;
    private readonly int _cachedInput;
    private readonly int _cacheWrite;
    private readonly int _cacheWrite1h;
    private readonly int _reasoning;
    private readonly int _audioInput;
    private readonly int _audioOutput;
    private readonly int _imageInput;
    private readonly int _imageOutput;

    /// <summary>All input, cached reads and cache writes included.</summary>
    public long? Input
    {
        get => Get(_input);
        init => _input = Keep(value);
    }

    /// <summary>All output, reasoning included.</summary>
    public long? Output
    {
        get => Get(_output);
        init => _output = Keep(value);
    }

    /// <summary>Input read from a cache; part of <see cref="Input"/>.</summary>
    public long? CachedInput
    {
        get => Get(_cachedInput);
        init => _cachedInput = Keep(value);
    }

    /// <summary>Input written to a cache, all times to live; part of <see cref="Input"/>.</summary>
    public long? CacheWrite
    {
        get => Get(_cacheWrite);
        init => _cacheWrite = Keep(value);
    }

    /// <summary>Input written to a cache that lives one hour; part of <see cref="CacheWrite"/>.</summary>
    public long? CacheWrite1h
    {
        get => Get(_cacheWrite1h);
        init => _cacheWrite1h = Keep(value);
    }

    /// <summary>Reasoning; part of <see cref="Output"/>.</summary>
    public long? Reasoning
    {
        get => Get(_reasoning);
        init => _reasoning = Keep(value);
    }

    /// <summary>Audio input; part of <see cref="Input"/>.</summary>
    public long? AudioInput
    {
        get => Get(_audioInput);
        init => _audioInput = Keep(value);
    }

    /// <summary>Audio output; part of <see cref="Output"/>.</summary>
    public long? AudioOutput
    {
        get => Get(_audioOutput);
        init => _audioOutput = Keep(value);
    }

    /// <summary>Image input; part of <see cref="Input"/>.</summary>
    public long? ImageInput
    {
        get => Get(_imageInput);
        init => _imageInput = Keep(value);
    }

    /// <summary>Image output; part of <see cref="Output"/>.</summary>
    public long? ImageOutput
    {
        get => Get(_imageOutput);
        init => _imageOutput = Keep(value);
    }

    /// <summary>Cache writes that live five minutes or the provider's default time.</summary>
    public long? CacheWriteShort => CacheWrite is { } all ? Math.Max(0, all - (CacheWrite1h ?? 0)) : null;

    /// <summary>The sender said how many tokens were used, be it none.</summary>
    public bool IsKnown => Input is not null || Output is not null;

    /// <summary>The sender said that no tokens were used.</summary>
    public bool IsZero => IsKnown && Total == 0;

    /// <summary>Input plus output.</summary>
    public long Total => (Input ?? 0) + (Output ?? 0);

    /// <summary>The ten kinds, in the order in which they are declared.</summary>
    public long?[] Parts() => [Input, Output, CachedInput, CacheWrite, CacheWrite1h, Reasoning, AudioInput, AudioOutput, ImageInput, ImageOutput];

    /// <summary>A usage of ten kinds; a part is never more than its total.</summary>
    public static TokenUsage Of(ReadOnlySpan<long?> parts)
    {
        var (input, output) = (parts[0], parts[1]);
        var write = Within(input, parts[3]);
        return new TokenUsage
        {
            Input = input,
            Output = output,
            CachedInput = Within(input, parts[2]),
            CacheWrite = write,
            CacheWrite1h = Within(write, parts[4]),
            Reasoning = Within(output, parts[5]),
            AudioInput = Within(input, parts[6]),
            AudioOutput = Within(output, parts[7]),
            ImageInput = Within(input, parts[8]),
            ImageOutput = Within(output, parts[9]),
        };
    }

    /// <summary>This usage, and of the other what this one does not say.</summary>
    public TokenUsage Or(in TokenUsage other) => other == default ? this : Combine(other, static (own, more) => own ?? more);

    /// <summary>Of each kind the larger count.</summary>
    public TokenUsage Most(in TokenUsage other) => Combine(other, static (own, more) => own is null || more > own ? more : own);

    private TokenUsage Combine(in TokenUsage other, Func<long?, long?, long?> combine)
    {
        var parts = Parts();
        var more = other.Parts();
        for (var kind = 0; kind < parts.Length; kind++)
        {
            parts[kind] = combine(parts[kind], more[kind]);
        }

        return Of(parts);
    }

    private static long? Within(long? total, long? part) => part is { } known && total is { } most ? Math.Min(known, most) : part;

    private static long? Get(int kept) => kept == 0 ? null : kept - 1;

    // One more than the count, so that nothing is unknown: a tenth of what ten nullable longs take. Never negative, never more than fits.
    private static int Keep(long? count) => count is { } known ? (int)Math.Clamp(known, 0, int.MaxValue - 1) + 1 : 0;
}
