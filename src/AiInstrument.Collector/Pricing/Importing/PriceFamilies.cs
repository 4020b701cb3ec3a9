namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>
/// Lists name a family where calls name a dated member of it. Members that are listed with their family's price, and that the file does not name itself, go with the family.
/// </summary>
internal static class PriceFamilies
{
    /// <summary>The same entries with the members of their families.</summary>
    public static IReadOnlyList<ReadPrice> Expand(PriceBook listed, IReadOnlyList<ReadPrice> read)
    {
        var named = read.Where(price => price.Version is not null).SelectMany(price => price.Version!.Models.Select(model => (price.Version.Provider, model))).ToHashSet();
        var timelines = listed.Entries.GroupBy(entry => (entry.Provider, entry.Model)).ToDictionary(name => name.Key, name => new PriceTimeline(name));
        return [.. read.Select(price => price.Version is { } version && Members(version) is { Length: > 0 } members
            ? price with { Version = version with { Models = [.. version.Models, .. members] } }
            : price)];

        string[] Members(PriceVersion version) =>
        [
            .. version.Models
                .SelectMany(family => timelines.GetValueOrDefault((version.Provider, family))?.On(version.From)?.Version.Models.Where(member => IsMember(member, family)) ?? [])
                .Where(member => !named.Contains((version.Provider, member)))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static bool IsMember(string model, string family) => model != family && ModelName.Candidates(model).Contains(family, StringComparer.Ordinal);
}
