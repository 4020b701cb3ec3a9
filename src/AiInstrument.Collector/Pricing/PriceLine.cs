namespace AiInstrument.Collector.Pricing;

/// <summary>One price of a sheet.</summary>
/// <param name="Tier">The service tier; <c>default</c> for ordinary requests.</param>
/// <param name="Above">The input tokens above which it holds; 0 for requests of any size.</param>
/// <param name="Kind">The kind of tokens: <c>input</c>, <c>cacheRead</c>, …</param>
/// <param name="NanoUsdPerMillion">Nano-dollars per one million tokens.</param>
public sealed record PriceLine(string Tier, long Above, string Kind, long NanoUsdPerMillion)
{
    /// <summary>Every price of some tiers: the default tier first, then by name, threshold and kind.</summary>
    public static IEnumerable<PriceLine> Of(IReadOnlyDictionary<string, PriceSheet> tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        foreach (var (tier, sheet) in tiers.OrderBy(tier => tier.Key != PriceVersion.DefaultTier).ThenBy(tier => tier.Key, StringComparer.Ordinal))
        {
            long above = 0;
            for (var part = sheet; part is not null; part = part.LongContext)
            {
                above = part is LongContextPrices longer ? longer.Above : above;
                foreach (var (kind, price) in part.Kinds())
                {
                    yield return new PriceLine(tier, above, kind, price);
                }
            }
        }
    }
}
