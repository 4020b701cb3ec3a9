namespace AiInstrument.Collector.Pricing;

/// <summary>A price book as JSON.</summary>
internal sealed record PriceBookFile
{
    /// <summary>The version of this format that the code reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the format.</summary>
    public required int Schema { get; init; }

    /// <summary>For readers of the file.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Other spellings of a provider, and providers that sell another one's models at its price.</summary>
    public IReadOnlyDictionary<string, string>? Providers { get; init; }

    /// <summary>The priced models.</summary>
    public required IReadOnlyList<PriceBookEntry> Entries { get; init; }
}

/// <summary>Models of one provider that share their prices.</summary>
/// <param name="Provider">The provider as <c>gen_ai.provider.name</c> spells it.</param>
/// <param name="Models">Names and patterns (<c>*</c> for any text).</param>
/// <param name="Periods">What they cost and since when.</param>
internal sealed record PriceBookEntry(string Provider, IReadOnlyList<string> Models, IReadOnlyList<PriceBookPeriod> Periods);

/// <summary>Prices from a day on, until the next period.</summary>
/// <param name="From">The first day, UTC.</param>
/// <param name="Source">Where the prices come from.</param>
/// <param name="Tiers">Price sheets by service tier; <c>default</c> must be there.</param>
internal sealed record PriceBookPeriod(DateOnly From, string Source, IReadOnlyDictionary<string, PriceSheet> Tiers);
