using System.Globalization;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Compares a price list with the listed prices.</summary>
internal static class PriceListComparison
{
    private const decimal Suspicious = 10;

    /// <summary>What each entry would change, in the file's order.</summary>
    /// <param name="listed">The shipped and imported prices.</param>
    /// <param name="read">The file.</param>
    /// <param name="from">The first day of refused entries.</param>
    public static IReadOnlyList<PriceChange> Compare(PriceBook listed, IReadOnlyList<ReadPrice> read, DateOnly from)
    {
        var timelines = listed.Entries.GroupBy(entry => (entry.Provider, entry.Model)).ToDictionary(name => name.Key, name => new PriceTimeline(name));
        return [.. read.Select(price => price.Version is { } version
            ? Compare(price, version, [.. version.Models.Select(model => timelines.GetValueOrDefault((version.Provider, model))?.On(version.From)?.Version)])
            : new PriceChange(PriceChangeKind.Refused, price.Name, null, [], from, price.Refusal, price.Warnings, []))];
    }

    private static PriceChange Compare(ReadPrice price, PriceVersion version, PriceVersion?[] before)
    {
        var tiers = version.TiersJson();
        var other = Array.Find(before, old => old is not null && old.TiersJson() != tiers);
        var kind = other is not null ? PriceChangeKind.Changed : Array.Exists(before, old => old is null) ? PriceChangeKind.Added : PriceChangeKind.Unchanged;
        IReadOnlyList<PriceDifference> differences = kind == PriceChangeKind.Unchanged ? [] : Differences(other?.Tiers, version.Tiers);
        return new PriceChange(kind, price.Name, version.Provider, version.Models, version.From, null, [.. price.Warnings, .. Doubts(differences)], differences);
    }

    private static IReadOnlyList<PriceDifference> Differences(IReadOnlyDictionary<string, PriceSheet>? before, IReadOnlyDictionary<string, PriceSheet> after)
    {
        var old = Lines(before);
        var now = Lines(after);
        return
        [
            .. now.Keys.Union(old.Keys)
                .Select(key => new PriceDifference(key.Tier, key.Above, key.Kind, old.TryGetValue(key, out var was) ? was : null, now.TryGetValue(key, out var will) ? will : null))
                .Where(difference => difference.Before != difference.After),
        ];

        static Dictionary<(string Tier, long Above, string Kind), long> Lines(IReadOnlyDictionary<string, PriceSheet>? tiers) =>
            tiers is null ? [] : PriceLine.Of(tiers).ToDictionary(line => (line.Tier, line.Above, line.Kind), line => line.NanoUsdPerMillion);
    }

    private static IEnumerable<string> Doubts(IReadOnlyList<PriceDifference> differences) => differences
        .Where(difference => difference is { Before: > 0, After: > 0 } && ((decimal)difference.After.Value / difference.Before.Value is > Suspicious or < 1 / Suspicious))
        .Take(1)
        .Select(difference => string.Create(
            CultureInfo.InvariantCulture, $"{difference.Tier} {difference.Kind} is {(decimal)difference.After!.Value / difference.Before!.Value:0.#####} times what it was"));
}
