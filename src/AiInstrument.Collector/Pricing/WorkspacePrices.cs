using System.Globalization;

namespace AiInstrument.Collector.Pricing;

/// <summary>What a workspace's overrides make of the listed prices. A pure function: equal overrides make equal entries.</summary>
internal static class WorkspacePrices
{
    /// <summary>The entries of the listed prices and those that the overrides add. Prices that come new have no id yet.</summary>
    /// <param name="listed">The shipped and imported prices.</param>
    /// <param name="overrides">The overrides, oldest first: of two for a name and a day the later one holds.</param>
    public static IReadOnlyList<PriceEntry> Apply(PriceBook listed, IReadOnlyList<PriceOverride> overrides) =>
    [
        .. listed.Entries,
        .. overrides.Where(rule => rule.Tiers is not null).Select(Price),
        .. overrides.Where(rule => rule.SameAs is not null).SelectMany(rule => SameAs(listed, rule)),
        .. Discounts(listed, [.. overrides.Where(rule => rule.DiscountPercent is not null)]),
    ];

    /// <summary>How many listed names a discount changes.</summary>
    public static int Reach(PriceBook listed, PriceOverride discount) => Names(listed, [discount]).Count(name => IsFor(discount, name.Provider, name.Model));

    private static PriceEntry Price(PriceOverride rule) => Entry(rule, rule.From, rule.Tiers!, "own price: " + rule.Reason);

    private static IEnumerable<PriceEntry> SameAs(PriceBook listed, PriceOverride rule)
    {
        var other = rule.SameAs!;
        var days = listed.Entries
            .Where(entry => entry.From > rule.From)
            .Select(entry => entry.From)
            .Distinct()
            .Order()
            .Prepend(rule.From);
        PriceVersion? last = null;
        foreach (var day in days)
        {
            if (listed.Find(other.Provider, other.Model, day) is { } version && version != last)
            {
                last = version;
                yield return Entry(rule, day, version.Tiers, $"as {other.Provider} {other.Model} ({version.Source}): {rule.Reason}");
            }
        }
    }

    private static PriceEntry Entry(PriceOverride rule, DateOnly from, IReadOnlyDictionary<string, PriceSheet> tiers, string source)
    {
        var version = new PriceVersion { Provider = Lower(rule.Provider), Models = [Lower(rule.Pattern)], From = from, Source = source, Tiers = tiers };
        return new PriceEntry(version.Provider, version.Models[0], PriceLayer.Override, from, version);
    }

    private static IEnumerable<PriceEntry> Discounts(PriceBook listed, IReadOnlyList<PriceOverride> discounts)
    {
        foreach (var (provider, model, timeline) in Names(listed, discounts))
        {
            var own = discounts.Where(rule => IsFor(rule, provider, model)).ToArray();
            var isListed = timeline.Entries.All(entry => entry.Provider == provider);
            if (own.Length == 0 && isListed)
            {
                continue;
            }

            var days = timeline.Entries.Select(entry => entry.From).Concat(own.Select(rule => rule.From)).Distinct().Order();
            foreach (var day in days)
            {
                var active = own.Where(rule => rule.From <= day).OrderBy(rule => rule.From).LastOrDefault();
                if (timeline.On(day)?.Version is { } version && (active is not null || !isListed))
                {
                    var price = active is { DiscountPercent: not 0m } ? Discounted(version, provider, model, day, active) : version;
                    yield return new PriceEntry(provider, model, PriceLayer.Discount, day, price);
                }
            }
        }
    }

    /// <summary>The listed names that discounts may change; a provider who sells another's models at its price has those too.</summary>
    private static IEnumerable<(string Provider, string Model, PriceTimeline Timeline)> Names(PriceBook listed, IReadOnlyList<PriceOverride> discounts)
    {
        var timelines = listed.Entries.GroupBy(entry => (entry.Provider, entry.Model)).ToDictionary(name => name.Key, name => new PriceTimeline(name));
        foreach (var (name, timeline) in timelines)
        {
            yield return (name.Provider, name.Model, timeline);
        }

        foreach (var reseller in discounts.Select(rule => Lower(rule.Provider)).Distinct(StringComparer.Ordinal))
        {
            if (listed.Providers.TryGetValue(reseller, out var maker))
            {
                foreach (var (name, timeline) in timelines)
                {
                    if (name.Provider == maker && !timelines.ContainsKey((reseller, name.Model)))
                    {
                        yield return (reseller, name.Model, timeline);
                    }
                }
            }
        }
    }

    private static bool IsFor(PriceOverride rule, string provider, string model) =>
        Lower(rule.Provider) is var seller
        && (seller == PriceEntry.AnyProvider || seller == provider)
        && ModelPattern.Matches(Lower(rule.Pattern), model);

    private static PriceVersion Discounted(PriceVersion version, string provider, string model, DateOnly day, PriceOverride rule)
    {
        var percent = rule.DiscountPercent!.Value;
        var (change, word) = percent < 0 ? (-percent, "more") : (percent, "less");
        return new PriceVersion
        {
            Provider = provider,
            Models = [model],
            From = day,
            Source = string.Create(CultureInfo.InvariantCulture, $"{version.Source}, {change:0.###} % {word}: {rule.Reason}"),
            Tiers = version.Tiers.ToDictionary(
                tier => tier.Key,
                tier => tier.Value.With(price => (long)Math.Round(price * (100 - percent) / 100, MidpointRounding.AwayFromZero)),
                StringComparer.Ordinal),
        };
    }

    private static string Lower(string text) => text.Trim().ToLowerInvariant();
}
