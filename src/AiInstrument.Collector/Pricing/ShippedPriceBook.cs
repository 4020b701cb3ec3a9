namespace AiInstrument.Collector.Pricing;

/// <summary>The price book that comes with the collector.</summary>
internal static class ShippedPriceBook
{
    private const string Resource = "AiInstrument.Collector.Pricing.price-book.json";

    /// <summary>Reads the embedded book.</summary>
    public static PriceBook Load()
    {
        using var json = typeof(ShippedPriceBook).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        return PriceBook.Read(json);
    }
}
