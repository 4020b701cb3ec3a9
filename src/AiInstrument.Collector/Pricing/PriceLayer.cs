namespace AiInstrument.Collector.Pricing;

/// <summary>Where a price comes from. A later one goes before an earlier one.</summary>
public enum PriceLayer
{
    /// <summary>The book that comes with the collector.</summary>
    Shipped,

    /// <summary>An imported price list.</summary>
    Imported,

    /// <summary>A listed price with a workspace's discount.</summary>
    Discount,

    /// <summary>A workspace's own price.</summary>
    Override,
}
