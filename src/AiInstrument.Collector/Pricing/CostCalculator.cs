using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Pricing;

/// <summary>
/// Tokens times prices in integers, rounded once. Input is split into cached, written to a cache, audio, image and the rest; output into reasoning, audio, image and the rest,
/// each only where it has a price of its own. A cached or written token without such a price is ordinary input.
/// </summary>
internal static class CostCalculator
{
    private const int TokensPerPrice = 1_000_000;

    /// <summary>The cost at a price.</summary>
    /// <returns>Nano-dollars, rounded half up; null when the price names nothing for a kind of token that was used.</returns>
    public static long? Calculate(in TokenUsage usage, string? serviceTier, PriceVersion price)
    {
        if (Factors(usage, serviceTier, price) is not { } factors)
        {
            return null;
        }

        var sum = Int128.Zero;
        foreach (var factor in factors)
        {
            sum += (Int128)factor.Tokens * factor.NanoUsdPerMillion;
        }

        return (long)((sum + (TokensPerPrice / 2)) / TokensPerPrice);
    }

    /// <summary>The factors of the cost, those without tokens left out; null when the price names nothing for a kind of token that was used.</summary>
    public static IReadOnlyList<CostFactor>? Factors(in TokenUsage usage, string? serviceTier, PriceVersion price)
    {
        var prices = price.SheetFor(serviceTier).For(usage.Input ?? 0);
        var factors = new List<CostFactor>(4);

        var input = usage.Input ?? 0;
        Take(ref input, usage.CachedInput, prices.CacheRead ?? prices.Input, "cached input");
        Take(ref input, usage.CacheWrite1h, prices.CacheWrite1h ?? prices.CacheWrite5m ?? prices.Input, "cache write (1 h)");
        Take(ref input, usage.CacheWriteShort, prices.CacheWrite5m ?? prices.Input, "cache write");
        Take(ref input, usage.AudioInput, prices.AudioInput, "audio input");
        Take(ref input, usage.ImageInput, prices.ImageInput, "image input");
        var inputPriced = Rest(input, prices.Input, "input");

        var output = usage.Output ?? 0;
        Take(ref output, usage.Reasoning, prices.Reasoning, "reasoning");
        Take(ref output, usage.AudioOutput, prices.AudioOutput, "audio output");
        Take(ref output, usage.ImageOutput, prices.ImageOutput, "image output");

        // A model that only makes images or audio lists no price for text output.
        var outputPriced = Rest(output, prices.Output ?? prices.ImageOutput ?? prices.AudioOutput, "output");
        return inputPriced && outputPriced ? factors : null;

        void Take(ref long total, long? part, long? partPrice, string kind)
        {
            if (part is > 0 && partPrice is { } known && Math.Min(part.Value, total) is > 0 and var tokens)
            {
                total -= tokens;
                factors.Add(new CostFactor(kind, tokens, known));
            }
        }

        bool Rest(long tokens, long? restPrice, string kind)
        {
            if (tokens == 0)
            {
                return true;
            }

            if (restPrice is not { } known)
            {
                return false;
            }

            factors.Add(new CostFactor(kind, tokens, known));
            return true;
        }
    }
}
