using System.Globalization;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Tests.Pricing;

/// <summary>Whole interactions priced by the shipped book, each worked out by hand to the nano-dollar. 1 USD for a million tokens is 1,000 nano-dollars for each.</summary>
public sealed class HandWorkedCostsTests
{
    private static readonly PriceBook Book = ShippedPriceBook.Load();

    /// <summary>Provider, model, tier, day; input, cached, written, of it for 1 h, output; the cost.</summary>
    public static TheoryData<string, string, string?, string, long[], long> Texts => new()
    {
        // Anthropic: cache reads at a tenth, writes at 1.25 (5 min) and 2 (1 h) times the input's 3,000
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [10_000, 0, 0, 0, 500], (10_000 * 3_000) + (500 * 15_000) },
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [10_000, 9_000, 0, 0, 500], (1_000 * 3_000) + (9_000 * 300) + (500 * 15_000) },
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [10_000, 0, 8_000, 0, 500], (2_000 * 3_000) + (8_000 * 3_750) + (500 * 15_000) },
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [10_000, 0, 8_000, 8_000, 500], (2_000 * 3_000) + (8_000 * 6_000) + (500 * 15_000) },
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [10_000, 1_000, 6_000, 2_000, 0], (3_000 * 3_000) + (1_000 * 300) + (4_000 * 3_750) + (2_000 * 6_000) },
        { "anthropic", "claude-opus-4-5-20251101", null, "2026-06-01", [100, 40, 20, 5, 7], (40 * 5_000) + (40 * 500) + (15 * 6_250) + (5 * 10_000) + (7 * 25_000) },
        { "anthropic", "claude-haiku-4-5", "standard", "2026-06-01", [1, 0, 0, 0, 1], 1_000 + 5_000 },
        { "anthropic", "claude-haiku-4-5", null, "2026-06-01", [3, 1, 1, 1, 0], 1_000 + 100 + 2_000 },

        // above 200,000 tokens of input, cached ones included, everything costs the other price
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [200_000, 199_000, 0, 0, 1], (1_000 * 3_000) + (199_000 * 300) + 15_000 },
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [200_001, 199_000, 0, 0, 1], (1_001 * 6_000) + (199_000 * 600) + 22_500 },
        { "anthropic", "claude-sonnet-4-5", null, "2026-06-01", [300_000, 0, 100_000, 50_000, 0], (200_000L * 6_000) + (50_000 * 7_500) + (50_000 * 12_000) },
        { "gcp.gemini", "gemini-2.5-pro", null, "2026-06-01", [200_000, 0, 0, 0, 10], (200_000 * 1_250) + (10 * 10_000) },
        { "gcp.gemini", "gemini-2.5-pro", null, "2026-06-01", [200_001, 1, 0, 0, 10], (200_000L * 2_500) + 250 + (10 * 15_000) },
        { "openai", "gpt-5.4", null, "2026-06-01", [272_001, 272_000, 0, 0, 2], 5_000 + (272_000 * 500) + (2 * 22_500) },
        { "openai", "gpt-5.4", "flex", "2026-06-01", [272_001, 0, 0, 0, 2], (272_001L * 2_500) + (2 * 11_250) },
        { "openai", "gpt-5.4", "priority", "2026-06-01", [272_001, 1, 0, 0, 0], (272_000L * 10_000) + 1_000 },

        // service tiers; the dated name has its own exact entry or its family's
        { "openai", "gpt-4o", null, "2026-06-01", [1_000, 400, 0, 0, 100], (600 * 2_500) + (400 * 1_250) + (100 * 10_000) },
        { "openai", "gpt-4o", "batch", "2026-06-01", [1_000, 400, 0, 0, 100], (600 * 1_250) + (400 * 625) + (100 * 5_000) },
        { "openai", "gpt-4o-2024-11-20", "priority", "2026-06-01", [1_000, 400, 0, 0, 100], (600 * 4_250) + (400 * 2_125) + (100 * 17_000) },
        { "openai", "gpt-4o-2024-05-13", null, "2026-06-01", [10, 0, 0, 0, 10], (10 * 5_000) + (10 * 15_000) },
        { "openai", "gpt-4o-2024-05-13", "priority", "2026-06-01", [10, 0, 0, 0, 10], (10 * 8_750) + (10 * 26_250) },
        { "openai", "gpt-4o-2030-01-01", "batch", "2026-06-01", [10, 0, 0, 0, 10], (10 * 1_250) + (10 * 5_000) },
        { "openai", "gpt-5", "flex", "2026-06-01", [100, 99, 0, 0, 1], 625 + 6_188 + 5_000 },
        { "openai", "gpt-5-2025-08-07", "PRIORITY", "2026-06-01", [100, 0, 0, 0, 1], (100 * 2_500) + 20_000 },
        { "openai", "gpt-5", "auto", "2026-06-01", [100, 0, 0, 0, 1], (100 * 1_250) + 10_000 },
        { "openai", "o3", "flex", "2026-06-01", [8, 4, 0, 0, 2], (4 * 1_000) + (4 * 250) + (2 * 4_000) },
        { "deepseek", "deepseek-chat", null, "2026-06-01", [1_000, 900, 0, 0, 10], (100 * 280) + (900 * 28) + (10 * 420) },

        // embeddings have no output
        { "openai", "text-embedding-3-large", null, "2026-06-01", [12_345, 0, 0, 0, 0], 12_345 * 130 },
        { "openai", "text-embedding-3-large", "batch", "2026-06-01", [12_345, 0, 0, 0, 0], 12_345 * 65 },

        // one token beyond the threshold of each tier, and the thresholds of other makers
        { "gcp.gemini", "gemini-2.5-pro", null, "2026-06-01", [200_001, 200_001, 0, 0, 0], 200_001 * 250 },
        { "anthropic", "claude-sonnet-4-20250514", null, "2026-06-01", [200_001, 0, 0, 0, 1], (200_001L * 6_000) + 22_500 },
        { "openai", "gpt-5.4", "batch", "2026-06-01", [272_000, 0, 0, 0, 1], (272_000L * 1_250) + 7_500 },

        // a tier that a model does not have costs what the default tier costs
        { "anthropic", "claude-haiku-4-5", "priority", "2026-06-01", [10, 0, 0, 0, 1], 10_000 + 5_000 },
        { "mistral_ai", "mistral-large-latest", "batch", "2026-06-01", [10, 0, 0, 0, 0], 5_000 },

        // a whole cache write and a whole cache read
        { "anthropic", "claude-opus-4-1", null, "2026-06-01", [1_000, 0, 1_000, 0, 0], 1_000 * 18_750 },
        { "anthropic", "claude-opus-4-1-20250805", null, "2026-06-01", [1_000, 0, 1_000, 1_000, 0], 1_000 * 30_000 },
        { "anthropic", "claude-opus-4-1", null, "2026-06-01", [1_000, 1_000, 0, 0, 0], 1_000 * 1_500 },

        // a price that changed on 2026-08-01: the day on which the call began decides, in UTC
        { "openai", "gpt-5.6-luna", null, "2026-07-31", [1_000, 100, 0, 0, 10], (900 * 1_000) + (100 * 100) + (10 * 6_000) },
        { "openai", "gpt-5.6-luna", null, "2026-08-01", [1_000, 100, 0, 0, 10], (900 * 200) + (100 * 20) + (10 * 1_200) },
        { "openai", "gpt-5.6-luna", "flex", "2026-08-01", [1_000, 0, 500, 0, 10], (500 * 100) + (500 * 125) + (10 * 600) },

        // other spellings of a provider, routed and regional names
        { "az.ai.openai", "gpt-4o", null, "2026-06-01", [10, 0, 0, 0, 0], 25_000 },
        { "google", "models/gemini-2.5-pro", null, "2026-06-01", [10, 0, 0, 0, 1], (10 * 1_250) + 10_000 },
        { "mistral", "mistral-large-latest", null, "2026-06-01", [10, 0, 0, 0, 1], (10 * 500) + 1_500 },
        { "aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", null, "2026-06-01", [10, 0, 0, 0, 0], 33_000 },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text(string provider, string model, string? tier, string day, long[] tokens, long expected)
    {
        var usage = new TokenUsage { Input = tokens[0], CachedInput = tokens[1], CacheWrite = tokens[2], CacheWrite1h = tokens[3], Output = tokens[4] };
        Assert.Equal(expected, Cost(provider, model, tier, day, usage));
    }

    [Theory]

    // 30 of text at 2,500, 70 of audio at 32,000; 5 of text at 10,000, 15 of audio at 64,000
    [InlineData("openai", "gpt-audio", null, 100, 70, 0, 20, 15, 0, 3_325_000)]
    [InlineData("openai", "gpt-audio-2025-08-28", null, 100, 100, 0, 0, 0, 0, 3_200_000)]

    // audio at 1,000, or 1,800 where the priority tier served it; text output only
    [InlineData("gcp.gemini", "gemini-2.5-flash", null, 100, 60, 0, 10, 0, 0, 97_000)]
    [InlineData("gcp.gemini", "gemini-3-flash-preview", "priority", 100, 60, 0, 10, 0, 0, 198_000)]

    // images at 40,000 and no price for text output; text output at 10,000 beside images at 32,000; half in a batch
    [InlineData("openai", "gpt-image-1", null, 50, 0, 0, 1_056, 0, 1_056, 42_490_000)]
    [InlineData("openai", "gpt-image-1.5", null, 50, 0, 0, 300, 0, 272, 9_234_000)]
    [InlineData("gcp.gemini", "gemini-3-pro-image", null, 10, 0, 0, 1_130, 0, 1_120, 134_540_000)]
    [InlineData("gcp.gemini", "gemini-3-pro-image", "batch", 10, 0, 0, 1_130, 0, 1_120, 67_270_000)]

    // image input has no price of its own: it is input
    [InlineData("openai", "gpt-image-1", null, 100, 0, 60, 0, 0, 0, 500_000)]
    public void Audio_and_images(string provider, string model, string? tier, long input, long audioIn, long imageIn, long output, long audioOut, long imageOut, long expected) =>
        Assert.Equal(expected, Cost(provider, model, tier, "2026-06-01", new TokenUsage
        {
            Input = input,
            AudioInput = audioIn,
            ImageInput = imageIn,
            Output = output,
            AudioOutput = audioOut,
            ImageOutput = imageOut,
        }));

    [Fact]
    public void Before_the_change_of_a_price_a_call_of_the_last_second_costs_the_old_one()
    {
        var call = Call("openai", "gpt-5.6-luna", null, "2026-08-01", new TokenUsage { Input = 1_000 });
        Assert.Equal(200_000, Pricer.Price(call, Book).NanoUsd);
        Assert.Equal(1_000_000, Pricer.Price(call with { StartUnixNano = call.StartUnixNano - 1 }, Book).NanoUsd);
    }

    [Fact]
    public void What_the_sender_says_it_cost_never_becomes_the_cost()
    {
        var call = Call("openai", "gpt-99", null, "2026-06-01", new TokenUsage { Input = 1_000 }) with { ReportedCostNanoUsd = 5 };
        Assert.Equal(new Cost(null, true, null), Pricer.Price(call, Book));
    }

    private static long? Cost(string provider, string model, string? tier, string day, TokenUsage usage) => Pricer.Price(Call(provider, model, tier, day, usage), Book).NanoUsd;

    private static Interaction Call(string provider, string model, string? tier, string day, TokenUsage usage) => new()
    {
        TraceId = 1,
        SpanId = 1,
        StartUnixNano = SpanTime.Nanos(DateTimeOffset.Parse(day + "T00:00:00Z", CultureInfo.InvariantCulture)),
        Provider = provider,
        ResponseModel = model,
        ServiceTier = tier,
        Usage = usage,
    };
}
