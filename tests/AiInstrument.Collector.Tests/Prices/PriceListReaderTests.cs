using System.Text;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;

namespace AiInstrument.Collector.Tests.Prices;

public sealed class PriceListReaderTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Theory]
    [InlineData("openai", "gpt-x", "openai", "gpt-x")]
    [InlineData("gemini", "gemini/gemini-x", "gcp.gemini", "gemini-x")]
    [InlineData("vertex_ai-language-models", "gemini-x", "gcp.vertex_ai", "gemini-x")]
    [InlineData("vertex_ai-anthropic_models", "vertex_ai/claude-x@20260101", "gcp.vertex_ai", "claude-x@20260101")]
    [InlineData("azure", "azure/gpt-x", "azure.ai.openai", "gpt-x")]
    [InlineData("azure", "azure/eu/gpt-x", "azure.ai.openai", "eu/gpt-x")]
    [InlineData("bedrock_converse", "us.anthropic.claude-x-v1:0", "aws.bedrock", "us.anthropic.claude-x-v1:0")]
    [InlineData("bedrock", "bedrock/us-east-1/titan", "aws.bedrock", "us-east-1/titan")]
    [InlineData("groq", "groq/openai/gpt-oss-120b", "groq", "openai/gpt-oss-120b")]
    [InlineData("openrouter", "openrouter/anthropic/claude-x", "openrouter", "anthropic/claude-x")]
    [InlineData("xai", "xai/Grok-X", "x_ai", "grok-x")]
    [InlineData("mistral", "mistral/mistral-x", "mistral_ai", "mistral-x")]
    public void Litellm_names_become_those_of_calls(string listed, string key, string provider, string model)
    {
        var version = Assert.Single(LiteLlm($$$"""{"{{{key}}}":{"litellm_provider":"{{{listed}}}","input_cost_per_token":1e-06,"output_cost_per_token":2e-06} }""")).Version!;

        Assert.Equal((provider, model, Day), (version.Provider, Assert.Single(version.Models), version.From));
        Assert.Equal((1_000_000_000L, 2_000_000_000L), (version.Tiers["default"].Input, version.Tiers["default"].Output));
    }

    [Fact]
    public void Litellm_prices_of_caches_thresholds_tiers_and_kinds()
    {
        var read = Assert.Single(LiteLlm("""
            {"sample_spec":{"litellm_provider":"x","input_cost_per_token":0},
             "m":{"litellm_provider":"openai","mode":"chat","max_tokens":1000,"supports_vision":true,
              "input_cost_per_token":2.5e-06,"output_cost_per_token":1.5e-05,"cache_read_input_token_cost":2.5e-07,"cache_creation_input_token_cost":3.125e-06,
              "cache_creation_input_token_cost_above_1hr":5e-06,"cache_creation_input_token_cost_above_1hr_above_200k_tokens":1e-05,
              "input_cost_per_token_above_200k_tokens":5e-06,"output_cost_per_token_above_200k_tokens":2.25e-05,
              "input_cost_per_token_above_512k_tokens":1e-05,"output_cost_per_token_above_512k_tokens":4.5e-05,
              "input_cost_per_token_batches":1.25e-06,"output_cost_per_token_batches":7.5e-06,
              "input_cost_per_token_priority":5e-06,"output_cost_per_token_priority":3e-05,"input_cost_per_token_above_200k_tokens_priority":1.1e-05,
              "output_cost_per_reasoning_token":2e-05,"input_cost_per_audio_token":4e-05,"output_cost_per_audio_token":8e-05,"output_cost_per_image_token":3e-05,
              "search_context_cost_per_query":{"search_context_size_low":0.01}}}
            """));

        Assert.Empty(read.Warnings);
        var sheet = read.Version!.Tiers["default"];
        Assert.Equal(
            (2_500_000_000L, 250_000_000L, 3_125_000_000L, 5_000_000_000L, 15_000_000_000L),
            (sheet.Input!.Value, sheet.CacheRead!.Value, sheet.CacheWrite5m!.Value, sheet.CacheWrite1h!.Value, sheet.Output!.Value));
        Assert.Equal((20_000_000_000L, 40_000_000_000L, 80_000_000_000L, 30_000_000_000L), (sheet.Reasoning!.Value, sheet.AudioInput!.Value, sheet.AudioOutput!.Value, sheet.ImageOutput!.Value));

        // Above 200,000 tokens cache reads follow the input; an hour in the cache has its own price. Above 512,000 the next price.
        Assert.Same(sheet, sheet.For(200_000));
        Assert.Equal((5_000_000_000L, 500_000_000L, 10_000_000_000L, 22_500_000_000L), Four(sheet.For(200_001)));
        Assert.Equal((5_000_000_000L, 500_000_000L, 10_000_000_000L, 22_500_000_000L), Four(sheet.For(512_000)));
        Assert.Equal((10_000_000_000L, 1_000_000_000L, 20_000_000_000L, 45_000_000_000L), Four(sheet.For(512_001)));

        // What a tier does not name follows the default in its own proportion.
        var batch = read.Version.Tiers["batch"];
        Assert.Equal((1_250_000_000L, 125_000_000L, 2_500_000_000L, 7_500_000_000L), Four(batch));
        Assert.Equal((2_500_000_000L, 250_000_000L, 5_000_000_000L, 11_250_000_000L), Four(batch.For(300_000)));
        var priority = read.Version.Tiers["priority"];
        Assert.Equal((5_000_000_000L, 30_000_000_000L, 11_000_000_000L), (priority.Input!.Value, priority.Output!.Value, priority.For(300_000).Input!.Value));
    }

    [Fact]
    public void Litellm_ranges_are_thresholds()
    {
        var sheet = Assert.Single(LiteLlm("""
            {"q":{"litellm_provider":"dashscope","tiered_pricing":[
              {"range":[0,32000.0],"input_cost_per_token":1e-06,"output_cost_per_token":5e-06},
              {"range":[32000.0,128000.0],"input_cost_per_token":2e-06,"output_cost_per_token":1e-05},
              {"range":[128000.0,252000.0],"input_cost_per_token":3e-06,"output_cost_per_token":1.5e-05}]}}
            """)).Version!.Tiers["default"];

        Assert.Equal(
            (1_000_000_000L, 1_000_000_000L, 2_000_000_000L, 2_000_000_000L, 3_000_000_000L),
            (sheet.For(1).Input!.Value, sheet.For(32_000).Input!.Value, sheet.For(32_001).Input!.Value, sheet.For(128_000).Input!.Value, sheet.For(128_001).Input!.Value));
    }

    [Fact]
    public void A_priority_price_of_fifty_times_the_ordinary_one_is_left_out()
    {
        var read = Assert.Single(LiteLlm("""
            {"gpt-5-nano":{"litellm_provider":"openai","input_cost_per_token":5e-08,"output_cost_per_token":4e-07,"cache_read_input_token_cost":5e-09,"input_cost_per_token_priority":2.5e-06}}
            """));

        Assert.Equal("default", Assert.Single(read.Version!.Tiers).Key);
        Assert.Contains("50 times", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"litellm_provider":"p","input_cost_per_token":0,"output_cost_per_token":0}""", "free or unknown")]
    [InlineData("""{"litellm_provider":"p","mode":"image_generation","output_cost_per_image":0.04}""", "only per image, which no record counts")]
    [InlineData("""{"litellm_provider":"p","input_cost_per_second":0.0001,"output_cost_per_second":0}""", "only per second")]
    [InlineData("""{"litellm_provider":"p","input_cost_per_token":-1}""", "below zero")]
    [InlineData("""{"litellm_provider":"p","input_cost_per_token":"0.1"}""", "no number")]
    [InlineData("""{"litellm_provider":"p","input_cost_per_token":2.5}""", "more than a dollar")]
    [InlineData("""{"litellm_provider":"p","input_cost_per_token":1e-06,"tiered_pricing":[{"input_cost_per_token":1}]}""", "range")]
    [InlineData("""{"litellm_provider":7,"input_cost_per_token":1e-06}""", "no provider")]
    [InlineData("""{"input_cost_per_token":1e-06}""", "no provider")]
    [InlineData("""{"litellm_provider":"p","mode":"chat"}""", "no price for tokens")]
    [InlineData("7", "no object")]
    public void A_wrong_entry_refuses_itself_and_not_the_file(string entry, string why)
    {
        var read = LiteLlm("{\"bad\":" + entry + ",\"good\":{\"litellm_provider\":\"p\",\"input_cost_per_token\":1e-06}}");

        Assert.Contains(why, read[0].Refusal, StringComparison.Ordinal);
        Assert.NotNull(read[1].Version);
    }

    [Fact]
    public void Zero_is_free_when_somebody_confirms_it()
    {
        var request = Request("""{"m":{"litellm_provider":"p","input_cost_per_token":0,"output_cost_per_token":0}}""") with { ZeroIsFree = true };

        Assert.Equal(0, Assert.Single(PriceListReader.Read(request).Prices).Version!.Tiers["default"].Input);
    }

    [Fact]
    public void A_model_that_two_entries_name_has_the_first_ones_price()
    {
        var read = LiteLlm("""
            {"m":{"litellm_provider":"openai","input_cost_per_token":1e-06},"openai/m":{"litellm_provider":"openai","input_cost_per_token":1e-06},
             "OPENAI/M":{"litellm_provider":"openai","input_cost_per_token":1e-06},"openai/m ":{"litellm_provider":"openai","input_cost_per_token":9e-06}}
            """);

        Assert.NotNull(read[0].Version);
        Assert.Contains("same price", read[1].Refusal, StringComparison.Ordinal);
        Assert.Contains("another price", read[3].Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Cache_prices_that_cannot_be_are_left_out_and_claudes_hour_follows_the_providers_rule()
    {
        var read = LiteLlm("""
            {"claude-3-haiku":{"litellm_provider":"anthropic","input_cost_per_token":2.5e-07,"output_cost_per_token":1.25e-06,"cache_read_input_token_cost":3e-08,
              "cache_creation_input_token_cost":3e-07,"cache_creation_input_token_cost_above_1hr":6e-06},
             "deep":{"litellm_provider":"deepseek","input_cost_per_token":4e-07,"output_cost_per_token":8e-07,"cache_read_input_token_cost":5e-07,"cache_creation_input_token_cost":0.0}}
            """);

        Assert.Equal(500_000_000, read[0].Version!.Tiers["default"].CacheWrite1h);
        Assert.Contains("an hour in the cache", Assert.Single(read[0].Warnings), StringComparison.Ordinal);
        Assert.Null(read[1].Version!.Tiers["default"].CacheRead);
        Assert.Null(read[1].Version!.Tiers["default"].CacheWrite5m);
    }

    [Fact]
    public void Models_dev()
    {
        var (format, read) = PriceListReader.Read(Request("""
            {"google":{"id":"google","name":"Google","models":{
               "gemini-x":{"id":"gemini-x","name":"Gemini X","cost":{"input":1.25,"output":10,"cache_read":0.125,"input_audio":1.5,"context_over_200k":{"input":2.5,"output":15}}},
               "gemini-y":{"id":"gemini-y","cost":{"input":1,"output":2,"tiers":[{"input":2,"output":4,"tier":{"type":"context","size":100000}},{"input":3,"output":6,"tier":{"type":"context","size":400000}}]}},
               "open":{"id":"open","cost":{"input":0,"output":0}},
               "nothing":{"id":"nothing"},
               "odd":{"id":"odd","cost":{"input":1,"tiers":[{"input":2,"tier":{"type":"hour","size":3}}]}}}},
             "xai":{"models":{"grok-x":{"cost":{"input":2,"output":6,"reasoning":7}}}}}
            """));

        Assert.Equal(PriceListFormat.ModelsDev, format);
        Assert.Equal(["google/gemini-x", "google/gemini-y", "google/open", "google/nothing", "google/odd", "xai/grok-x"], read.Select(price => price.Name));
        var first = read[0].Version!.Tiers["default"];
        Assert.Equal(("gcp.gemini", 1_250_000_000L, 1_500_000_000L), (read[0].Version!.Provider, first.Input!.Value, first.AudioInput!.Value));
        Assert.Equal((2_500_000_000L, 250_000_000L), (first.For(200_001).Input!.Value, first.For(200_001).CacheRead!.Value));
        Assert.Equal((2_000_000_000L, 3_000_000_000L), (read[1].Version!.Tiers["default"].For(400_000).Input!.Value, read[1].Version!.Tiers["default"].For(400_001).Input!.Value));
        Assert.Equal((true, true, true), (read[2].Refusal is not null, read[3].Refusal is not null, read[4].Refusal is not null));
        Assert.Equal(("x_ai", 7_000_000_000L), (read[5].Version!.Provider, read[5].Version!.Tiers["default"].Reasoning!.Value));
    }

    [Fact]
    public void The_own_schema_keeps_its_days_and_refuses_wrong_entries_alone()
    {
        var (format, read) = PriceListReader.Read(Request("""
            {"schema":1,"entries":[
              {"provider":"acme","models":["a","B-*"],"periods":[
                {"from":"2026-01-01","source":"contract","tiers":{"default":{"input":1,"output":2}}},
                {"from":"2026-07-01","source":"contract","tiers":{"default":{"input":3,"output":4,"longContext":{"above":100,"input":5,"longContext":{"above":200,"input":6}}}}}]},
              {"provider":"acme","models":["c"],"periods":[{"from":"2026-01-01","source":"s","tiers":{"batch":{}}}]},
              {"provider":"acme","models":["d"],"periods":[{"from":"2026-01-01","source":"s","tiers":{"default":{"longContext":{"above":100,"longContext":{"above":100}}}}}]},
              {"provider":"acme","modells":["e"]}]}
            """));

        Assert.Equal(PriceListFormat.Own, format);
        Assert.Equal([new DateOnly(2026, 1, 1), new DateOnly(2026, 7, 1)], read.Where(price => price.Version is not null).Select(price => price.Version!.From));
        Assert.Equal(["a", "b-*"], read[1].Version!.Models);
        Assert.Equal((3L, 5L, 6L), (read[1].Version!.Tiers["default"].For(100).Input!.Value, read[1].Version!.Tiers["default"].For(200).Input!.Value, read[1].Version!.Tiers["default"].For(201).Input!.Value));
        Assert.Contains("default tier", read[2].Refusal, StringComparison.Ordinal);
        Assert.Contains("ascend", read[3].Refusal, StringComparison.Ordinal);
        Assert.Contains("modells", read[4].Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("[]", "none of the formats")]
    [InlineData("{}", "none of the formats")]
    [InlineData("""{"a":1}""", "none of the formats")]
    [InlineData("""{"schema":2,"entries":[]}""", "schema")]
    [InlineData("""{"schema":"1","entries":[]}""", "price")]
    [InlineData("""{"schema":1,"entries":[]}""", "no price")]
    public void What_is_no_price_list_is_refused_in_a_sentence(string json, string why) =>
        Assert.Contains(why, Assert.Throws<PriceListException>(() => PriceListReader.Read(Request(json))).Message, StringComparison.Ordinal);

    private static IReadOnlyList<ReadPrice> LiteLlm(string json)
    {
        var (format, prices) = PriceListReader.Read(Request(json));
        Assert.Equal(PriceListFormat.LiteLlm, format);
        return prices;
    }

    private static PriceImportRequest Request(string json) => new() { File = "list.json", Content = Encoding.UTF8.GetBytes(json), From = Day };

    private static (long Input, long CacheRead, long Hour, long Output) Four(TokenPrices prices) =>
        (prices.Input!.Value, prices.CacheRead!.Value, prices.CacheWrite1h!.Value, prices.Output!.Value);
}
