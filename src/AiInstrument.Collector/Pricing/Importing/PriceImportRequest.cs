namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>A price list to be imported.</summary>
public sealed record PriceImportRequest
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>The file's name, for people.</summary>
    public required string File { get; init; }

    /// <summary>The file.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>How it is written.</summary>
    public PriceListFormat Format { get; init; }

    /// <summary>The first day of the prices that name none themselves; earlier calls keep theirs.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Models that are listed at zero are free. Otherwise zero means that nobody knows, and they are refused.</summary>
    public bool ZeroIsFree { get; init; }
}
