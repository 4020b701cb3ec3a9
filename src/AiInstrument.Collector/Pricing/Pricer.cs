using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Pricing;

/// <summary>Prices interactions.</summary>
internal static class Pricer
{
    /// <summary>The cost of an interaction by a book.</summary>
    public static Cost Price(Interaction interaction, PriceBook book)
    {
        var usage = interaction.Usage;
        if (interaction.CacheHit)
        {
            // What the answer would have cost; the price is not kept with a record that did not pay it.
            return new Cost(0, false, null) { SavedNanoUsd = usage.IsKnown && !usage.IsZero && Find(interaction, book) is { } asked ? CostCalculator.Calculate(usage, interaction.ServiceTier, asked) : null };
        }

        if (usage.IsZero)
        {
            return new Cost(0, false, null);
        }

        if (!usage.IsKnown)
        {
            // A call that was refused is not billed. One that succeeded or was given up halfway was, and by how much nobody said.
            return new Cost(interaction.Estimated ? null : 0, false, null);
        }

        var price = Find(interaction, book);
        var cost = price is null ? null : CostCalculator.Calculate(usage, interaction.ServiceTier, price);
        return cost is null ? new Cost(null, true, null) : new Cost(cost, false, price) { SavedNanoUsd = Saved(interaction, price!, cost.Value) };
    }

    private static PriceVersion? Find(Interaction interaction, PriceBook book)
    {
        var day = DateOnly.FromDateTime(interaction.Start.UtcDateTime);
        return book.Find(interaction.Provider, interaction.ResponseModel, day)
            ?? book.Find(interaction.Provider, interaction.RequestModel, day);
    }

    private static long? Saved(Interaction interaction, PriceVersion price, long cost)
    {
        var usage = interaction.Usage;
        var uncached = usage with { CachedInput = null, CacheWrite = null, CacheWrite1h = null };
        return usage.CachedInput is > 0 || usage.CacheWrite is > 0 ? CostCalculator.Calculate(uncached, interaction.ServiceTier, price) - cost : null;
    }
}
