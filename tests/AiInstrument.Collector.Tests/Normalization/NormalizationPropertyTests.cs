using System.Text.Json;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Normalization.Dialects;
using AiInstrument.Collector.Tests.Decoding;
using AiInstrument.Collector.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace AiInstrument.Collector.Tests.Normalization;

/// <summary>What holds for every span that can be made of the known keys and any values.</summary>
public sealed class NormalizationPropertyTests
{
    private static readonly string[] Keys = [.. AllDialects.ByPreference.SelectMany(dialect => dialect.Keys).SelectMany(entry => entry.Keys)];

    private static readonly string[] Texts =
    [
        "", "chat", "embeddings", "invoke_agent", "LLM", "CHAIN", "generation", "span", "ai.generateText", "ai.embed.doEmbed", "workflow", "anthropic", "google.vertex", "12", "12.0", "True",
        """{"input":10,"output":5,"total":17,"cache_read_input_tokens":2}""", """{"anthropic":{"cacheReadInputTokens":7}}""", """{"total":0.5}""", "{\"\\ud800\":1}", "[\"\\ud800\"]", "{", "[", "2026-01-01T00:00:00Z",
    ];

    private static readonly Gen<AttributeValue> Value = Gen.OneOf(
        Gen.Elements(Texts).Select(AttributeValue.Of),
        Gen.Choose(0, 5000).Select(count => AttributeValue.Of((long)count)),
        Gen.Elements(-1L, 0L, 1L, 99_999_999L, 100_000_000L, 100_000_001L, long.MinValue, long.MaxValue).Select(AttributeValue.Of),
        Gen.Elements(0.0, -1.0, 0.25, 12.0, 1e300, double.NaN, double.PositiveInfinity).Select(AttributeValue.Of),
        Gen.Elements(true, false).Select(AttributeValue.Of),
        Gen.Constant(default(AttributeValue)),
        Gen.Elements(Texts).Select(text => AttributeValue.Of([AttributeValue.Of(text), default])));

    private static readonly Arbitrary<(string Key, AttributeValue Value)[]> Attributes =
        Gen.Elements(Keys).SelectMany(key => Value.Select(value => (key, value))).ArrayOf().Select(Distinct).ToArbitrary();

    [Fact]
    public void Usage_includes_its_parts_and_is_never_negative() => Check(Prop.ForAll(Attributes, attributes =>
    {
        var usage = Read(attributes).Interaction?.Usage ?? default;
        return usage.Input is null or >= 0 && usage.Output is null or >= 0
            && (usage.Input ?? 0) >= (usage.CachedInput ?? 0) + (usage.CacheWrite ?? 0)
            && (usage.Output ?? 0) >= (usage.Reasoning ?? 0)
            && (usage.CacheWrite ?? 0) >= (usage.CacheWrite1h ?? 0);
    }));

    [Fact]
    public void The_order_of_attributes_makes_no_difference() => Check(Prop.ForAll(Attributes, attributes =>
        Same(Read(attributes), Read([.. attributes.Reverse()]))));

    [Fact]
    public void Unknown_attributes_make_no_difference() => Check(Prop.ForAll(Attributes, attributes =>
        Same(Read(attributes), Read([("acme.first", AttributeValue.Of("x")), .. attributes, ("gen_ai.usage.brand_new_tokens", AttributeValue.Of(99L)), ("llm.token_count.other", AttributeValue.Of(99L))]))));

    [Fact]
    public void Attributes_are_always_one_json_object() => Check(Prop.ForAll(Attributes, attributes =>
    {
        if (Read(attributes).Interaction is { } call)
        {
            using var json = JsonDocument.Parse(call.Attributes);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }

        return true;
    }));

    [Fact]
    public void A_count_is_never_taken_from_two_keys() => Check(Prop.ForAll(Gen.Elements(Keys).ArrayOf().ToArbitrary(), keys =>
    {
        var input = Read(Distinct([.. keys.Select(key => (key, AttributeValue.Of(7L))), ("gen_ai.operation.name", AttributeValue.Of("chat"))])).Interaction?.Usage;

        // Input, its cached part, its written parts (5 min and 1 h): seven each at most.
        return (input?.Input ?? 0) <= 7 + 7 + 14;
    }));

    [Fact]
    public void Mutated_requests_never_throw_in_the_normalizer()
    {
        var random = new Random(20261121);
        var request = Otlp.Request([.. Enumerable.Range(0, 4).Select(_ => Otlp.FullSpan()), .. Keys.Chunk(20).Select(Known)]);
        var read = 0;
        for (var round = 0; round < 3000; round++)
        {
            DecodedBatch batch;
            try
            {
                batch = Otlp.Decode(Mutation.Of(request, random));
            }
            catch (OtlpDecodeException)
            {
                continue;
            }

            foreach (var span in batch.Spans)
            {
                read += SpanNormalizer.Normalize(span, TestCollector.Noon).Interaction is null ? 0 : 1;
            }
        }

        Assert.True(read > 1000, $"Only {read} interactions were read.");
    }

    private static ProtoWriter Known(string[] keys)
    {
        var span = Otlp.SpanNamed("litellm_request");
        foreach (var key in keys)
        {
            span.Message(9, Otlp.Attribute(key, value => value.Text(1, """{"input":1,"a":{"b":[1]}}""")));
        }

        return span;
    }

    private static NormalizedSpan Read((string Key, AttributeValue Value)[] attributes)
    {
        var span = Spans.Make("chat m", 1, 2, TestCollector.Noon, new DecodedScope { Name = "ai" }, null);
        foreach (var (key, value) in attributes)
        {
            span.Attributes.Set(key, value);
        }

        return SpanNormalizer.Normalize(span, TestCollector.Noon);
    }

    private static (string Key, AttributeValue Value)[] Distinct((string Key, AttributeValue Value)[] attributes) => [.. attributes.DistinctBy(attribute => attribute.Key)];

    // The attributes as they were sent differ, and nothing else.
    private static bool Same(NormalizedSpan left, NormalizedSpan right) =>
        left.Role == right.Role && (left.Interaction is null
            ? right.Interaction is null
            : right.Interaction is not null && left.Interaction with { Attributes = right.Interaction.Attributes } == right.Interaction);

    private static void Check(Property property) => property.Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(40));
}
