namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>One entry of a price list: its price, or why there is none.</summary>
/// <param name="Name">As the file names it.</param>
/// <param name="Version">The price, or null when refused.</param>
/// <param name="Refusal">Why it is refused, or null.</param>
/// <param name="Warnings">What looked wrong and was left out or put right.</param>
internal sealed record ReadPrice(string Name, PriceVersion? Version, string? Refusal, IReadOnlyList<string> Warnings)
{
    /// <summary>An entry that cannot be used.</summary>
    public static ReadPrice Refused(string name, string why) => new(name, null, why, []);
}
