using System.Runtime.CompilerServices;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>What a million tokens of a model cost at the most: what an instance sets aside before it knows which tier, cache or length a call will be billed at.</summary>
internal static class ModelRates
{
    private static readonly ConditionalWeakTable<PriceBook, RateJson> Dearest = [];

    /// <summary>The rate of a model on a day; null when it has no price.</summary>
    public static RateJson? Find(PriceBook prices, string provider, string model, DateOnly day) =>
        prices.Find(provider, model, day) is { } price && Most([price]) is var (input, output) ? new RateJson(provider, model, input, output) : null;

    /// <summary>The dearest rate in the book, for models without a price.</summary>
    public static RateJson Unknown(PriceBook prices) => Dearest.GetValue(prices, static book =>
    {
        var (input, output) = Most(book.Versions);
        return new RateJson(null, null, input, output);
    });

    private static (long Input, long Output) Most(IEnumerable<PriceVersion> versions)
    {
        long input = 0, output = 0;
        foreach (var sheet in versions.SelectMany(version => version.Tiers.Values).SelectMany(Lengths))
        {
            input = Math.Max(input, Largest(sheet.Input, sheet.CacheRead, sheet.CacheWrite5m, sheet.CacheWrite1h, sheet.AudioInput, sheet.ImageInput));
            output = Math.Max(output, Largest(sheet.Output, sheet.Reasoning, sheet.AudioOutput, sheet.ImageOutput));
        }

        return (input, output);
    }

    private static IEnumerable<PriceSheet> Lengths(PriceSheet sheet)
    {
        for (var longer = sheet; longer is not null; longer = longer.LongContext)
        {
            yield return longer;
        }
    }

    private static long Largest(params ReadOnlySpan<long?> prices)
    {
        var most = 0L;
        foreach (var price in prices)
        {
            most = Math.Max(most, price ?? 0);
        }

        return most;
    }
}
