using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Pricing;

/// <summary>Prices interactions.</summary>
internal static class Pricer
{
    /// <summary>The cost of an interaction by a book.</summary>
    public static Cost Price(Interaction interaction, PriceBook book)
    {
        var usage = interaction.Usage;
        if (interaction.CacheHit || usage.IsZero)
        {
            return new Cost(0, false, null);
        }

        if (!usage.IsKnown)
        {
            // A call that was refused is not billed. One that succeeded or was given up halfway was, and by how much nobody said.
            return new Cost(interaction.Estimated ? null : 0, false, null);
        }

        var day = DateOnly.FromDateTime(interaction.Start.UtcDateTime);
        var price = book.Find(interaction.Provider, interaction.ResponseModel, day)
            ?? book.Find(interaction.Provider, interaction.RequestModel, day);
        var cost = price is null ? null : CostCalculator.Calculate(usage, interaction.ServiceTier, price);
        return cost is null ? new Cost(null, true, null) : new Cost(cost, false, price);
    }
}
