using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Prices;

/// <summary>What an override must be like.</summary>
internal static class PriceOverrideRules
{
    private const int MostChars = 256;
    private const decimal MostAdded = -1000;
    private const decimal Steps = 1000;
    private static readonly DateOnly Earliest = new(2020, 1, 1);
    private static readonly DateOnly Latest = new(2100, 1, 1);

    /// <summary>Checks an override.</summary>
    /// <exception cref="PriceOverrideException">It breaks a rule.</exception>
    public static void Check(PriceOverride draft, PriceBook listed)
    {
        Text("provider", draft.Provider);
        Text("pattern", draft.Pattern);
        Text("reason", draft.Reason);
        if (draft.From < Earliest || draft.From > Latest)
        {
            throw new PriceOverrideException("from", "The first day must lie between 2020 and 2100.");
        }

        switch (draft)
        {
            case { Tiers: { } tiers, DiscountPercent: null, SameAs: null }:
                CheckPrice(tiers);
                break;
            case { Tiers: null, DiscountPercent: { } percent, SameAs: null }:
                CheckDiscount(draft, percent, listed);
                break;
            case { Tiers: null, DiscountPercent: null, SameAs: { } other }:
                if (listed.Find(other.Provider, other.Model, draft.From) is null)
                {
                    throw new PriceOverrideException("sameAs", "The other model has no listed price on the first day.");
                }

                break;
            default:
                throw new PriceOverrideException("price", "Give a price, a discount or another model: exactly one of them.");
        }
    }

    private static void CheckPrice(IReadOnlyDictionary<string, PriceSheet> tiers)
    {
        if (!tiers.TryGetValue(PriceVersion.DefaultTier, out var sheet) || (sheet.Input ?? sheet.Output) is null)
        {
            throw new PriceOverrideException("price", "Give the price of input or of output.");
        }

        if (PriceBook.Problem(tiers) is { } problem)
        {
            throw new PriceOverrideException("price", $"The price has {problem}.");
        }
    }

    private static void CheckDiscount(PriceOverride draft, decimal percent, PriceBook listed)
    {
        if (percent is < MostAdded or > 100 || percent * Steps != decimal.Truncate(percent * Steps))
        {
            throw new PriceOverrideException("discount", "A discount lies between -1000 and 100 percent and has three decimals at the most.");
        }

        if (WorkspacePrices.Reach(listed, draft) == 0)
        {
            throw new PriceOverrideException("pattern", "No listed price fits this provider and pattern.");
        }
    }

    private static void Text(string field, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MostChars || text.Any(char.IsControl))
        {
            throw new PriceOverrideException(field, $"Give between 1 and {MostChars} characters.");
        }
    }
}
