using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Prices;

/// <summary>Finds the listed model whose name is most like an unknown one's. A suggestion for a person, never a price by itself.</summary>
internal static class NearestPrice
{
    // Fewer letters in common say nothing.
    private const int LeastCommon = 4;

    /// <summary>The price of the nearest model, its own provider's first; null when no name is near.</summary>
    /// <param name="book">The workspace's prices.</param>
    /// <param name="provider">The provider, or null.</param>
    /// <param name="model">The model.</param>
    /// <param name="day">The day.</param>
    public static PriceEntry? Find(PriceBook book, string? provider, string model, DateOnly day)
    {
        var names = ModelName.Candidates(model).ToArray();
        return book.Entries
            .Where(entry => entry.From <= day && !entry.Model.Contains('*', StringComparison.Ordinal))
            .Select(entry => (Entry: entry, Common: names.Max(name => CommonStart(name, entry.Model))))
            .Where(near => near.Common >= LeastCommon)
            .OrderByDescending(near => near.Common)
            .ThenByDescending(near => string.Equals(near.Entry.Provider, provider, StringComparison.OrdinalIgnoreCase))
            .ThenBy(near => near.Entry.Model.Length)
            .ThenBy(near => near.Entry.Model, StringComparer.Ordinal)
            .ThenBy(near => near.Entry.Provider, StringComparer.Ordinal)
            .Select(near => book.FindEntry(near.Entry.Provider, near.Entry.Model, day))
            .FirstOrDefault();
    }

    private static int CommonStart(string a, string b) => a.AsSpan().CommonPrefixLength(b);
}
