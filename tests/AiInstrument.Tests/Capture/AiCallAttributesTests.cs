using System.Diagnostics;
using AiInstrument.Capture;
using AiInstrument.Registry;

namespace AiInstrument.Tests.Capture;

public sealed class AiCallAttributesTests
{
    [Fact]
    public void The_span_carries_the_whole_contract()
    {
        using var spans = Spans.Listen();
        using var scope = AiScope.Begin("acme", "ann", "p1", "d1", "s1");
        using var entry = AiScope.EntryPoint("POST /tickets/{id}/summary", "http");
        var site = SampleSites.Chat with { Id = "00000000000000a1", Feature = SampleSites.Summarize };
        AiManifests.Register(new AiManifest("Contract", "build-of-contract", [], [], [], [site]));

        var call = AiCall.Start(site)!;
        call.SetRequestModel("gpt-5.4");
        call.SetServer(new Uri("https://api.openai.com/v1"));
        call.SetMaxOutputTokens(256);
        call.SetTemperature(0.5);
        call.SetTopP(0.9);
        call.SetRequestServiceTier("auto");
        call.SetResponseModel("gpt-5.4-2026-03-05");
        call.SetResponseId("chatcmpl-1");
        call.AddFinishReason("stop");
        call.AddFinishReason("length");
        call.SetServiceTier("flex");
        call.SetUsage(new AiUsage { InputTokens = 100, OutputTokens = 20 });
        call.Complete();

        var span = spans.Single();
        Assert.Equal("chat gpt-5.4", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal("AiInstrument", span.Source.Name);
        Assert.Equal("0.1.0", span.Source.Version);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(
            new SortedDictionary<string, object?>(StringComparer.Ordinal)
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.provider.name"] = "openai",
                ["gen_ai.request.model"] = "gpt-5.4",
                ["gen_ai.request.max_tokens"] = 256L,
                ["gen_ai.request.temperature"] = 0.5,
                ["gen_ai.request.top_p"] = 0.9,
                ["openai.request.service_tier"] = "auto",
                ["gen_ai.response.model"] = "gpt-5.4-2026-03-05",
                ["gen_ai.response.id"] = "chatcmpl-1",
                ["gen_ai.response.finish_reasons"] = new[] { "stop", "length" },
                ["openai.response.service_tier"] = "flex",
                ["gen_ai.usage.input_tokens"] = 100L,
                ["gen_ai.usage.output_tokens"] = 20L,
                ["server.address"] = "api.openai.com",
                ["server.port"] = 443,
                ["code.function.name"] = "Shop.Tickets.Summarize",
                ["code.file.path"] = "Tickets.cs",
                ["code.line.number"] = 42,
                ["aiinstrument.call_site.id"] = "00000000000000a1",
                ["aiinstrument.build.id"] = "build-of-contract",
                ["aiinstrument.feature.id"] = "ticket.summarize",
                ["aiinstrument.feature.category"] = "summarization",
                ["aiinstrument.purpose"] = "Shortens tickets",
                ["aiinstrument.entry_point"] = "POST /tickets/{id}/summary",
                ["aiinstrument.entry_point.kind"] = "http",
                ["aiinstrument.organization.id"] = "acme",
                ["user.id"] = "ann",
                ["aiinstrument.project.id"] = "p1",
                ["aiinstrument.document.id"] = "d1",
                ["session.id"] = "s1",
                ["aiinstrument.outcome"] = "ok",
            },
            new SortedDictionary<string, object?>(span.TagObjects.ToDictionary(), StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat with { Provider = null })!;
        call.SetProvider(null);
        call.SetRequestModel(null);
        call.SetResponseModel(null);
        call.SetResponseId(null);
        call.AddFinishReason(null);
        call.SetServiceTier(null);
        call.SetRequestServiceTier(null);
        call.SetMaxOutputTokens(null);
        call.SetTemperature(null);
        call.SetTopP(null);
        call.SetServer(null);
        call.Complete();

        Assert.Equal(
            ["aiinstrument.call_site.id", "aiinstrument.outcome", "code.file.path", "code.function.name", "code.line.number", "gen_ai.operation.name"],
            spans.Single().TagObjects.Select(tag => tag.Key).Order(StringComparer.Ordinal));
        Assert.Equal("chat", spans.Single().DisplayName);
    }

    [Fact]
    public void Every_kind_of_token_has_its_key()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetUsage(new AiUsage
        {
            InputTokens = 1000,
            OutputTokens = 500,
            CachedInputTokens = 300,
            CacheWrite5mTokens = 40,
            CacheWrite1hTokens = 2,
            ReasoningTokens = 111,
            AudioInputTokens = 7,
            AudioOutputTokens = 8,
            ImageInputTokens = 9,
            ImageOutputTokens = 10,
        });
        call.Complete();

        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["anthropic.usage.cache_creation.ephemeral_1h_input_tokens"] = 2L,
                ["anthropic.usage.cache_creation.ephemeral_5m_input_tokens"] = 40L,
                ["gen_ai.usage.audio.input_tokens"] = 7L,
                ["gen_ai.usage.audio.output_tokens"] = 8L,
                ["gen_ai.usage.cache_read.input_tokens"] = 300L,
                ["gen_ai.usage.cache_write.input_tokens"] = 42L,
                ["gen_ai.usage.image.input_tokens"] = 9L,
                ["gen_ai.usage.image.output_tokens"] = 10L,
                ["gen_ai.usage.input_tokens"] = 1000L,
                ["gen_ai.usage.output_tokens"] = 500L,
                ["gen_ai.usage.reasoning.output_tokens"] = 111L,
            },
            spans.Single().TagObjects.Where(tag => tag.Key.Contains(".usage.", StringComparison.Ordinal)).ToDictionary());
    }

    [Fact]
    public void A_told_total_of_cache_writes_wins_over_the_sum_of_its_parts()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetUsage(new AiUsage { CacheWriteTokens = 50, CacheWrite5mTokens = 40 });
        call.Complete();

        Assert.Equal(50L, spans.Single().GetTagItem("gen_ai.usage.cache_write.input_tokens"));
    }

    [Fact]
    public void The_last_usage_wins_and_may_build_on_the_one_before()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetUsage(new AiUsage { InputTokens = 10, OutputTokens = 1 });
        call.SetUsage(call.CurrentUsage with { OutputTokens = 25 });
        call.Complete();

        Assert.Equal(10L, spans.Single().GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(25L, spans.Single().GetTagItem("gen_ai.usage.output_tokens"));
    }

    [Fact]
    public void Anthropic_tiers_have_their_own_keys_even_when_the_provider_is_told_last()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;
        call.SetServiceTier("priority");
        call.SetRequestServiceTier("auto");
        call.SetProvider("anthropic");
        call.Complete();

        Assert.Equal("priority", spans.Single().GetTagItem("anthropic.response.service_tier"));
        Assert.Equal("auto", spans.Single().GetTagItem("anthropic.request.service_tier"));
        Assert.Null(spans.Single().GetTagItem("openai.response.service_tier"));
    }

    [Fact]
    public void The_operation_may_be_set_late_and_names_the_span()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat with { Model = "text-embedding-3-large" })!;
        call.SetOperation("embeddings");
        call.Complete();

        Assert.Equal("embeddings text-embedding-3-large", spans.Single().DisplayName);
        Assert.Equal("embeddings", spans.Single().GetTagItem("gen_ai.operation.name"));
    }

    [Fact]
    public void The_feature_at_the_call_wins_as_a_whole_over_the_scope()
    {
        using var spans = Spans.Listen();
        using var scope = AiScope.Feature(SampleSites.Summarize);
        AiCall.Start(SampleSites.Chat with { Feature = new AiFeatureInfo("ticket.classify", AiCategory.Classification) })!.Complete();

        Assert.Equal("ticket.classify", spans.Single().GetTagItem("aiinstrument.feature.id"));
        Assert.Equal("classification", spans.Single().GetTagItem("aiinstrument.feature.category"));
        Assert.Null(spans.Single().GetTagItem("aiinstrument.purpose"));
    }

    [Fact]
    public void Without_a_feature_at_the_call_the_scope_gives_it()
    {
        using var spans = Spans.Listen();
        using var scope = AiScope.Feature(SampleSites.Summarize);
        AiCall.Start(SampleSites.Chat)!.Complete();

        Assert.Equal("ticket.summarize", spans.Single().GetTagItem("aiinstrument.feature.id"));
        Assert.Equal("Shortens tickets", spans.Single().GetTagItem("aiinstrument.purpose"));
    }

    [Fact]
    public void A_given_attribution_counts_instead_of_the_scope_of_the_moment()
    {
        using var spans = Spans.Listen();
        using var scope = AiScope.Begin(user: "bob");
        AiCall.Start(SampleSites.Chat, new AiAttribution { User = "ann" })!.Complete();

        Assert.Equal("ann", spans.Single().GetTagItem("user.id"));
    }

    [Theory]
    [InlineData("Shop.Tickets.Summarize(Shop.Ticket)", "Shop.Tickets.Summarize")]
    [InlineData("Shop.Tickets.Run((int, string), int)", "Shop.Tickets.Run")]
    [InlineData("Shop.Cache<(int, int)>.Load()", "Shop.Cache<(int, int)>.Load")]
    [InlineData("Shop.Tickets.Total", "Shop.Tickets.Total")]
    public void The_function_name_is_without_arguments(string member, string expected)
    {
        using var spans = Spans.Listen();
        AiCall.Start(SampleSites.Chat with { Member = member })!.Complete();

        Assert.Equal(expected, spans.Single().GetTagItem("code.function.name"));
    }

    [Fact]
    public void Facts_after_the_end_change_nothing_and_a_second_end_is_harmless()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;
        call.Complete();
        call.SetResponseId("late");
        call.FirstToken();
        call.Fail(new InvalidOperationException());
        call.Complete();

        var span = spans.Single();
        Assert.Equal("ok", span.GetTagItem("aiinstrument.outcome"));
        Assert.Null(span.GetTagItem("gen_ai.response.id"));
        Assert.Null(span.GetTagItem("gen_ai.response.time_to_first_chunk"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }
}
