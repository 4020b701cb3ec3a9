namespace AiInstrument.Collector.Pricing;

/// <summary>A workspace's own price, its discount on listed prices, or its word that a model costs what another one costs. Exactly one of the three is given.</summary>
public sealed record PriceOverride
{
    /// <summary>The id; 0 until it is stored.</summary>
    public int Id { get; init; }

    /// <summary>The provider as <c>gen_ai.provider.name</c> spells it; <c>*</c> for every provider and for calls that name none.</summary>
    public required string Provider { get; init; }

    /// <summary>A model's name or pattern (<c>*</c> for any text).</summary>
    public required string Pattern { get; init; }

    /// <summary>The first day, UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The price by service tier, or null.</summary>
    public IReadOnlyDictionary<string, PriceSheet>? Tiers { get; init; }

    /// <summary>Percent taken off every listed price, -1000 to 100 with three decimals at the most; negative adds. Null when this is no discount.</summary>
    public decimal? DiscountPercent { get; init; }

    /// <summary>The model whose price holds, or null.</summary>
    public PricedName? SameAs { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>Who set it; empty until it is stored.</summary>
    public string Actor { get; init; } = "";

    /// <summary>When it was set, UTC.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A name in the price book.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">A model's name or pattern.</param>
public sealed record PricedName(string Provider, string Model);
