namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Keeps what a format cannot express: models.dev knows no service tiers, no hour in a cache and no image tokens. They follow the prices that it does name, in proportion.</summary>
internal static class KeptPrices
{
    /// <summary>The same entries with what the listed prices have beyond the format.</summary>
    public static IReadOnlyList<ReadPrice> Keep(PriceBook listed, IReadOnlyList<ReadPrice> read)
    {
        var timelines = listed.Entries.GroupBy(entry => (entry.Provider, entry.Model)).ToDictionary(name => name.Key, name => new PriceTimeline(name));
        return [.. read.Select(price =>
            price.Version is { } version && timelines.GetValueOrDefault((version.Provider, version.Models[0]))?.On(version.From)?.Version is { } before
                ? price with { Version = version with { Tiers = Keep(before.Tiers, version.Tiers[PriceVersion.DefaultTier]) } }
                : price)];
    }

    private static SortedDictionary<string, PriceSheet> Keep(IReadOnlyDictionary<string, PriceSheet> before, PriceSheet now)
    {
        var was = before[PriceVersion.DefaultTier];
        var scaled = before.ToDictionary(tier => tier.Key, tier => (PriceSheet)tier.Value.Map(price => Times(price, now.Input, was.Input), price => Times(price, now.Output, was.Output)), StringComparer.Ordinal);
        var old = scaled[PriceVersion.DefaultTier];
        return new SortedDictionary<string, PriceSheet>(scaled, StringComparer.Ordinal)
        {
            [PriceVersion.DefaultTier] = now with
            {
                CacheWrite1h = now.CacheWrite1h ?? old.CacheWrite1h,
                ImageInput = now.ImageInput ?? old.ImageInput,
                ImageOutput = now.ImageOutput ?? old.ImageOutput,
            },
        };
    }

    private static long Times(long price, long? now, long? was) =>
        now is { } after && was is > 0 and var ordinary ? (long)Math.Round((decimal)price * after / ordinary, MidpointRounding.AwayFromZero) : price;
}
