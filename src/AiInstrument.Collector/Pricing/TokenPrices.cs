namespace AiInstrument.Collector.Pricing;

/// <summary>Prices by kind of token, each in nano-dollars (10⁻⁹ USD) per one million tokens. Null means that the list names no price for the kind.</summary>
public record TokenPrices
{
    /// <summary>Input that was neither read from nor written to a cache.</summary>
    public long? Input { get; init; }

    /// <summary>Input read from a cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Input written to a cache that lives five minutes, or for the provider's default time, for example thirty minutes.</summary>
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

    /// <summary>Every price that is named, by its kind as the book spells it: <c>input</c>, <c>cacheRead</c>, <c>cacheWrite5m</c>, …</summary>
    public IEnumerable<KeyValuePair<string, long>> Kinds()
    {
        foreach (var (kind, price) in ((string, long?)[])[
            ("input", Input), ("cacheRead", CacheRead), ("cacheWrite5m", CacheWrite5m), ("cacheWrite1h", CacheWrite1h), ("output", Output), ("reasoning", Reasoning),
            ("audioInput", AudioInput), ("audioOutput", AudioOutput), ("imageInput", ImageInput), ("imageOutput", ImageOutput)])
        {
            if (price is { } named)
            {
                yield return KeyValuePair.Create(kind, named);
            }
        }
    }

    /// <summary>Every price that is named, for validation.</summary>
    internal virtual IEnumerable<long> Named() => Kinds().Select(kind => kind.Value);

    /// <summary>The same sheet with each price that is named changed.</summary>
    /// <param name="input">Gives the new price for an old one of input.</param>
    /// <param name="output">Gives the new price for an old one of output.</param>
    internal virtual TokenPrices Map(Func<long, long> input, Func<long, long> output)
    {
        return this with
        {
            Input = Changed(Input, input),
            CacheRead = Changed(CacheRead, input),
            CacheWrite5m = Changed(CacheWrite5m, input),
            CacheWrite1h = Changed(CacheWrite1h, input),
            Output = Changed(Output, output),
            Reasoning = Changed(Reasoning, output),
            AudioInput = Changed(AudioInput, input),
            AudioOutput = Changed(AudioOutput, output),
            ImageInput = Changed(ImageInput, input),
            ImageOutput = Changed(ImageOutput, output),
        };

        static long? Changed(long? price, Func<long, long> change) => price is { } named ? change(named) : null;
    }
}
