namespace AiInstrument.Collector.Pricing;

/// <summary>Prices by kind of token, each in nano-dollars (10⁻⁹ USD) per one million tokens. Null means that the list names no price for the kind.</summary>
internal record TokenPrices
{
    /// <summary>Input that was neither read from nor written to a cache.</summary>
    public long? Input { get; init; }

    /// <summary>Input read from a cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Input written to a cache that lives five minutes, or for the provider's default time.</summary>
    public long? CacheWrite5m { get; init; }

    /// <summary>Input written to a cache that lives one hour.</summary>
    public long? CacheWrite1h { get; init; }

    /// <summary>Output.</summary>
    public long? Output { get; init; }

    /// <summary>Reasoning, where it has a price of its own; otherwise it is output.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Audio input, where it has a price of its own; otherwise it is input.</summary>
    public long? AudioInput { get; init; }

    /// <summary>Audio output, where it has a price of its own; otherwise it is output.</summary>
    public long? AudioOutput { get; init; }

    /// <summary>Image input, where it has a price of its own; otherwise it is input.</summary>
    public long? ImageInput { get; init; }

    /// <summary>Image output, where it has a price of its own; otherwise it is output.</summary>
    public long? ImageOutput { get; init; }

    /// <summary>Every price that is named, for validation.</summary>
    public IEnumerable<long> Named() =>
        new[] { Input, CacheRead, CacheWrite5m, CacheWrite1h, Output, Reasoning, AudioInput, AudioOutput, ImageInput, ImageOutput }.OfType<long>();
}
