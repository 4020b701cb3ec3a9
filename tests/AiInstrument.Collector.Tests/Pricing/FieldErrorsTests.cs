using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Pricing;

/// <summary>
/// What other tools get wrong in the field: spans as their senders write them, priced by the shipped book, each worked out by hand to the nano-dollar.
/// 1 USD for a million tokens is 1,000 nano-dollars for each.
/// </summary>
public sealed class FieldErrorsTests
{
    private static readonly PriceBook Book = ShippedPriceBook.Load();

    [Fact]
    public void Openais_input_holds_the_cached_tokens_already() =>

        // 2,000 of which 1,500 cached: 500 × 2,500 + 1,500 × 1,250 + 100 × 10,000
        Assert.Equal(4_125_000, Cost("openai", "gpt-4o-2024-11-20", ("gen_ai.usage.input_tokens", 2000L), ("gen_ai.usage.cache_read.input_tokens", 1500L), ("gen_ai.usage.output_tokens", 100L)));

    [Fact]
    public void Anthropics_own_input_does_not_hold_the_cached_tokens() =>

        // 500 beside 300 read and 200 written: 500 × 3,000 + 300 × 300 + 200 × 3,750 + 10 × 15,000
        Assert.Equal(2_490_000, Cost(
            "anthropic", "claude-sonnet-4-5", "ai",
            ("ai.operationId", "ai.generateText.doGenerate"), ("ai.model.provider", "anthropic.messages"), ("ai.model.id", "claude-sonnet-4-5"),
            ("gen_ai.system", "anthropic.messages"), ("ai.usage.promptTokens", 500L), ("ai.usage.completionTokens", 10L),
            ("gen_ai.usage.input_tokens", 500L), ("gen_ai.usage.output_tokens", 10L),
            ("ai.response.providerMetadata", """{"anthropic":{"cacheCreationInputTokens":200,"cacheReadInputTokens":300}}""")));

    [Fact]
    public void An_hour_in_the_cache_is_not_billed_as_five_minutes() =>

        // 67 = 10 + 50 read + 3 for 5 min + 4 for 1 h: 10 × 3,000 + 50 × 300 + 3 × 3,750 + 4 × 6,000 + 20 × 15,000
        Assert.Equal(380_250, Cost(
            "anthropic", "claude-sonnet-4-5", "com.anthropic.sdk.csharp",
            ("gen_ai.usage.input_tokens", 67L), ("gen_ai.usage.cache_read.input_tokens", 50L), ("gen_ai.usage.cache_write.input_tokens", 7L), ("gen_ai.usage.output_tokens", 20L),
            ("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", 3L), ("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", 4L)));

    [Fact]
    public void A_model_without_a_price_is_unpriced_and_not_free() =>
        Assert.Equal(new Cost(null, true, null), Priced("acme", "inhouse-7b", "AiInstrument", ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.output_tokens", 1L)));

    [Theory]

    // the dated name has its own entry, or its family's
    [InlineData("openai", "gpt-4o-2024-11-20", 25_000)]
    [InlineData("openai", "gpt-4o-2024-05-13", 50_000)]
    [InlineData("openai", "openai/gpt-4o", 25_000)]

    // never another family: -mini is its own
    [InlineData("openai", "gpt-4o-mini-2024-07-18", 1_500)]
    [InlineData("openai", "gpt-4o-mini-x", null)]
    [InlineData("openai", "gpt-4o-custom", null)]

    // prefixes of routes and regions, versions of Bedrock and Vertex
    [InlineData("gcp.gemini", "models/gemini-2.5-pro", 12_500)]
    [InlineData("gcp.vertex_ai", "gemini-2.5-pro@20250617", 12_500)]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", 33_000)]
    [InlineData("aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", 30_000)]
    [InlineData("anthropic", "claude-opus-4-5-20251101", 50_000)]
    [InlineData("mistral_ai", "mistral-large-latest", 5_000)]

    // an Azure deployment's name is arbitrary: the answering model decides, and where nobody tells it there is no price
    [InlineData("azure.ai.openai", "my-deployment", null)]
    public void Names_as_they_are_sent(string provider, string model, int? expected) =>
        Assert.Equal(expected, Cost(provider, model, ("gen_ai.usage.input_tokens", 10L)));

    [Fact]
    public void An_azure_deployment_is_priced_by_the_model_that_answers() =>
        Assert.Equal(25_000, Cost("azure.ai.openai", "my-deployment", ("gen_ai.response.model", "gpt-4o-2024-11-20"), ("gen_ai.usage.input_tokens", 10L)));

    [Theory]

    // asked for priority (4,250), served at the ordinary price (2,500); and the other way round
    [InlineData("priority", "default", 25_000)]
    [InlineData("default", "priority", 42_500)]
    [InlineData("auto", "flex", 25_000)]
    [InlineData("batch", "batch", 12_500)]
    public void The_tier_that_served_is_billed(string requested, string served, int expected) =>
        Assert.Equal(expected, Cost(
            "openai", "gpt-4o", "OpenAI.ChatClient", ("openai.request.service_tier", requested), ("openai.response.service_tier", served), ("gen_ai.usage.input_tokens", 10L)));

    [Fact]
    public void Reasoning_is_inside_the_output() =>

        // 100 × 1,250 + 500 × 10,000, of which 400 reasoned
        Assert.Equal(5_125_000, Cost("openai", "gpt-5", ("gen_ai.usage.input_tokens", 100L), ("gen_ai.usage.output_tokens", 500L), ("gen_ai.usage.reasoning.output_tokens", 400L)));

    [Fact]
    public void A_million_small_costs_add_up_to_the_nano_dollar()
    {
        // 7 × 50 + 3 × 400 = 1,550 each: as a double sum of 0.00000155 USD this drifts.
        var one = Cost("openai", "gpt-5-nano", ("gen_ai.usage.input_tokens", 7L), ("gen_ai.usage.output_tokens", 3L));
        Assert.Equal(1_550_000_000, Enumerable.Repeat(one!.Value, 1_000_000).Sum());
    }

    private static long? Cost(string provider, string model, params (string, object?)[] attributes) => Cost(provider, model, "AiInstrument", attributes);

    private static long? Cost(string provider, string model, string scope, params (string, object?)[] attributes) => Priced(provider, model, scope, attributes).NanoUsd;

    private static Cost Priced(string provider, string model, string scope, params (string, object?)[] attributes)
    {
        var name = scope == "ai" ? "ai.generateText.doGenerate" : "chat " + model;
        var span = Spans.Make(
            name, new UInt128(1, 2), 3, TestCollector.Noon, new DecodedScope { Name = scope }, "support",
            [("gen_ai.operation.name", scope == "ai" ? null : "chat"), ("gen_ai.provider.name", scope == "ai" ? null : provider), ("gen_ai.request.model", scope == "ai" ? null : model), .. attributes]);
        var call = SpanNormalizer.Normalize(span, TestCollector.Noon).Interaction;
        Assert.NotNull(call);
        return Pricer.Price(call, Book);
    }
}
