using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Tests.Pricing;

/// <summary>Costs worked out by hand from list prices, to the nano-dollar. 1 USD for a million tokens is 1,000 nano-dollars for each.</summary>
public sealed class ShippedPricesTests
{
    private static readonly PriceBook Book = ShippedPriceBook.Load();

    [Theory]

    // input × 150 + output × 600
    [InlineData("openai", "gpt-4o-mini", null, 1000, 100, 210_000)]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", null, 1000, 100, 210_000)]
    [InlineData("OpenAI", " GPT-4o-mini ", null, 1000, 100, 210_000)]
    [InlineData("openai", "gpt-4o-mini", "default", 1000, 100, 210_000)]
    [InlineData("openai", "gpt-4o-mini", "scale", 1000, 100, 210_000)]
    [InlineData("openai", "gpt-4o-mini", "batch", 1000, 100, 105_000)]

    // 1000 × 250 + 100 × 1000; the dated name shares the family's tiers
    [InlineData("openai", "gpt-4o-mini", "priority", 1000, 100, 350_000)]
    [InlineData("openai", "gpt-4o-mini-2024-07-18", "Priority", 1000, 100, 350_000)]

    // a snapshot of its own price, and one that the list does not know yet
    [InlineData("openai", "gpt-4o-2024-05-13", null, 1000, 100, 6_500_000)]
    [InlineData("openai", "gpt-4o-2024-11-20", null, 1000, 100, 3_500_000)]
    [InlineData("openai", "gpt-4o-2027-01-31", null, 1000, 100, 3_500_000)]
    [InlineData("openai", "gpt-5.4-mini", null, 1000, 100, 1_200_000)]
    [InlineData("openai", "gpt-5.4-mini", "flex", 1000, 100, 600_000)]
    [InlineData("openai", "gpt-5.4-mini", "priority", 1000, 100, 2_400_000)]

    // the list's priority price of this model is an error and was left out
    [InlineData("openai", "gpt-5-nano", "priority", 1000, 100, 90_000)]
    [InlineData("openai", "text-embedding-3-small", null, 1, 0, 20)]
    [InlineData("openai", "text-embedding-3-small", null, 1_000_000, 0, 20_000_000)]
    [InlineData("openai", "text-embedding-3-small", "batch", 1_000_000, 0, 10_000_000)]
    [InlineData("openai", "omni-moderation-latest", null, 100, 0, 0)]

    // the list names no text output price: output is images at 40 USD
    [InlineData("openai", "gpt-image-1", null, 100, 10, 900_000)]
    [InlineData("anthropic", "claude-sonnet-4-5", null, 1000, 100, 4_500_000)]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", "standard", 1000, 100, 4_500_000)]

    // at 200,000 the ordinary price, above it the whole request at the other
    [InlineData("anthropic", "claude-sonnet-4-5", null, 200_000, 10, 600_150_000)]
    [InlineData("anthropic", "claude-sonnet-4-5", null, 200_001, 10, 1_200_231_000)]
    [InlineData("openai", "gpt-5.4", null, 272_000, 0, 680_000_000)]
    [InlineData("openai", "gpt-5.4", null, 272_001, 0, 1_360_005_000)]
    [InlineData("openai", "gpt-5.4", "batch", 272_001, 0, 680_002_500)]

    // regional names cost 10 % more where the list says so
    [InlineData("aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", null, 1000, 0, 3_000_000)]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", null, 1000, 0, 3_300_000)]
    [InlineData("aws.bedrock", "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0", null, 1000, 0, 3_300_000)]
    [InlineData("aws.bedrock", "jp.anthropic.claude-sonnet-4-5-20250929-v1:0", null, 1000, 0, 3_000_000)]
    [InlineData("gcp.gemini", "models/gemini-2.5-flash", null, 1000, 100, 550_000)]
    [InlineData("vertex_ai", "publishers/google/models/gemini-2.5-flash", null, 1000, 100, 550_000)]
    [InlineData("azure.ai.openai", "gpt-4o", null, 1000, 100, 3_500_000)]
    [InlineData("groq", "meta/llama-3.1-8b-instant", null, 1000, 0, 50_000)]
    public void Input_and_output(string provider, string model, string? tier, long input, long output, long expected) =>
        Assert.Equal(expected, Cost(provider, model, new TokenUsage { Input = input, Output = output }, tier));

    [Fact]
    public void Cached_input_is_taken_out_of_the_input()
    {
        // 600 × 150 + 400 × 75
        Assert.Equal(120_000, Cost("openai", "gpt-4o-mini", new TokenUsage { Input = 1000, CachedInput = 400 }));

        // priority: everything cached, 1000 × 150
        Assert.Equal(150_000, Cost("openai", "gpt-5.4-mini", new TokenUsage { Input = 1000, CachedInput = 1000 }, "priority"));
    }

    [Fact]
    public void Cached_input_without_a_price_costs_what_input_costs() =>
        Assert.Equal(500_000, Cost("openai", "gpt-3.5-turbo", new TokenUsage { Input = 1000, CachedInput = 400 }));

    [Fact]
    public void Cache_writes_without_a_price_cost_what_input_costs() =>
        Assert.Equal(150_000, Cost("openai", "gpt-4o-mini", new TokenUsage { Input = 1000, CacheWrite = 400, CacheWrite1h = 100 }));

    [Fact]
    public void Cache_writes_cost_by_their_time_to_live()
    {
        // 400 × 3000 + 200 read × 300 + 300 for 5 min × 3750 + 100 for 1 h × 6000 + 50 × 15000
        var usage = new TokenUsage { Input = 1000, CachedInput = 200, CacheWrite = 400, CacheWrite1h = 100, Output = 50 };
        Assert.Equal(3_735_000, Cost("anthropic", "claude-sonnet-4-5", usage));

        // without a split all writes are short: 600 × 3000 + 400 × 3750
        Assert.Equal(3_300_000, Cost("anthropic", "claude-sonnet-4-5", new TokenUsage { Input = 1000, CacheWrite = 400 }));
    }

    [Fact]
    public void Cached_input_counts_towards_the_long_context_threshold() =>

        // 10,000 × 6000 + 240,000 × 600
        Assert.Equal(204_000_000, Cost("anthropic", "claude-sonnet-4-5", new TokenUsage { Input = 250_000, CachedInput = 240_000 }));

    [Fact]
    public void Reasoning_is_output_unless_it_has_its_own_price()
    {
        var usage = new TokenUsage { Input = 100, Output = 100, Reasoning = 40 };
        Assert.Equal(525_000, Cost("openai", "gpt-5.4-mini", usage));

        // 100 × 2000 + 60 × 8000 + 40 × 3000
        Assert.Equal(800_000, Cost("perplexity", "sonar-deep-research", usage));
    }

    [Fact]
    public void Audio_is_taken_out_of_input_and_output()
    {
        // 40 × 2500 + 60 × 40000 + 30 × 10000 + 20 × 80000
        var usage = new TokenUsage { Input = 100, AudioInput = 60, Output = 50, AudioOutput = 20 };
        Assert.Equal(4_400_000, Cost("openai", "gpt-4o-audio-preview", usage));
    }

    [Fact]
    public void Parts_that_exceed_their_total_never_make_it_negative_or_larger() =>

        // only 100 tokens exist: all cached
        Assert.Equal(7_500, Cost("openai", "gpt-4o-mini", new TokenUsage { Input = 100, CachedInput = 400, CacheWrite = 400 }));

    [Fact]
    public void The_largest_believed_usage_fits() =>

        // 10⁸ × 30,000 + 10⁸ × 180,000, doubled and ×1.5 above 272,000 tokens
        Assert.Equal(33_000_000_000_000, Cost("openai", "gpt-5.4-pro", new TokenUsage { Input = TokenUsage.MostTokens, Output = TokenUsage.MostTokens }));

    [Theory]
    [InlineData("2026-07-29", 4_000_000)]
    [InlineData("2026-07-30", 3_200_000)]
    public void A_price_holds_from_its_day_on(string day, long expected)
    {
        var price = Book.Find("openai", "gpt-5.6-terra", DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotNull(price);
        Assert.Equal(expected, CostCalculator.Calculate(new TokenUsage { Input = 1000, Output = 100 }, null, price));
    }

    [Theory]
    [InlineData("openai", "gpt-99")]
    [InlineData("openai", "gpt-4o-mini-custom")]
    [InlineData("openai", "ft:gpt-4o-mini-2024-07-18:acme::abc")]
    [InlineData("openai", "claude-sonnet-4-5")]
    [InlineData("openai", "dall-e-3")]
    [InlineData("openai", "")]
    [InlineData("openai", null)]
    [InlineData("nobody", "gpt-4o-mini")]
    [InlineData(null, "gpt-4o-mini")]
    public void What_is_not_listed_has_no_price(string? provider, string? model) =>
        Assert.Null(Book.Find(provider, model, new DateOnly(2026, 11, 21)));

    [Fact]
    public void Before_the_first_period_there_is_no_price() =>
        Assert.Null(Book.Find("openai", "gpt-4o-mini", new DateOnly(2019, 12, 31)));

    [Fact]
    public void Tokens_of_a_kind_without_any_price_make_the_cost_unknown() =>
        Assert.Null(CostCalculator.Calculate(new TokenUsage { Input = 10, Output = 1 }, null, Book.Find("mistral_ai", "mistral-embed", new DateOnly(2026, 11, 21))!));

    [Fact]
    public void Every_model_is_listed_once_for_each_day()
    {
        var twice = Book.Versions
            .SelectMany(version => version.Models.Select(model => (version.Provider, model, version.From)))
            .GroupBy(key => key)
            .Where(group => group.Count() > 1);
        Assert.Empty(twice);
        Assert.True(Book.Versions.Count > 350, $"Only {Book.Versions.Count} prices were read.");
    }

    [Fact]
    public void Shipped_prices_keep_their_proportions()
    {
        foreach (var version in Book.Versions)
        {
            foreach (var (tier, sheet) in version.Tiers)
            {
                var name = $"{version.Provider} {version.Models[0]} {tier}";
                Assert.True(sheet.CacheRead is null || sheet.CacheRead <= sheet.Input, $"{name}: reading a cache costs more than input.");
                Assert.True(sheet.CacheWrite1h is null || sheet.CacheWrite1h >= sheet.CacheWrite5m, $"{name}: an hour in the cache costs less than five minutes.");
                Assert.True(sheet.CacheWrite1h is null || sheet.CacheWrite1h <= 3 * sheet.Input, $"{name}: an hour in the cache costs more than three times the input.");
                Assert.True(sheet.LongContext is null || sheet.LongContext.Input >= sheet.Input, $"{name}: long requests are cheaper.");
            }
        }
    }

    private static long? Cost(string provider, string model, TokenUsage usage, string? tier = null)
    {
        var price = Book.Find(provider, model, new DateOnly(2026, 6, 1));
        Assert.NotNull(price);
        return CostCalculator.Calculate(usage, tier, price);
    }
}
