namespace AiInstrument.Collector.Pricing;

/// <summary>What a book says of one name from a day on.</summary>
/// <param name="Provider">The provider, or <see cref="AnyProvider"/> in an override.</param>
/// <param name="Model">A model's name or pattern in lower case.</param>
/// <param name="Layer">Where the price comes from.</param>
/// <param name="From">The first day. May be later than the version's own: a discount that ends brings an old price back.</param>
/// <param name="Version">The price.</param>
internal sealed record PriceEntry(string Provider, string Model, PriceLayer Layer, DateOnly From, PriceVersion Version)
{
    /// <summary>Stands for every provider, and for none.</summary>
    public const string AnyProvider = "*";

    /// <summary>What a version says of each of its models.</summary>
    public static IEnumerable<PriceEntry> Of(PriceVersion version, PriceLayer layer) =>
        version.Models.Select(model => new PriceEntry(version.Provider, model, layer, version.From, version));
}
