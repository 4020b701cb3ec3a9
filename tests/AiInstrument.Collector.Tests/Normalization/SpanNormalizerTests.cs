using System.Text.Json;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Normalization;

public sealed class SpanNormalizerTests
{
    private static readonly DecodedScope Foreign = new() { Name = "Experimental.Microsoft.Extensions.AI" };

    [Fact]
    public void Every_field_of_our_own_span_is_read()
    {
        var call = Read(Spans.Chat(
            ("gen_ai.response.id", "chatcmpl-1"),
            ("gen_ai.response.finish_reasons", new[] { "stop", "length" }),
            ("gen_ai.request.stream", true),
            ("gen_ai.response.time_to_first_chunk", 0.25),
            ("gen_ai.usage.cache_read.input_tokens", 200L),
            ("gen_ai.usage.cache_write.input_tokens", 300L),
            ("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", 100L),
            ("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", 200L),
            ("gen_ai.usage.reasoning.output_tokens", 40L),
            ("gen_ai.usage.audio.input_tokens", 1L),
            ("gen_ai.usage.audio.output_tokens", 2L),
            ("gen_ai.usage.image.input_tokens", 3L),
            ("gen_ai.usage.image.output_tokens", 4L),
            ("openai.response.service_tier", "priority"),
            ("aiinstrument.feature.id", "ticket.summarize"),
            ("aiinstrument.feature.category", "summarization"),
            ("aiinstrument.entry_point", "POST /tickets/{id}/summary"),
            ("aiinstrument.entry_point.kind", "http"),
            ("aiinstrument.call_site.id", "0123456789abcdef"),
            ("aiinstrument.build.id", "b1"),
            ("code.function.name", "T.Summarize"),
            ("code.file.path", "T.cs"),
            ("code.line.number", 42L),
            ("aiinstrument.organization.id", "o1"),
            ("user.id", "u1"),
            ("aiinstrument.project.id", "p1"),
            ("aiinstrument.document.id", "d1"),
            ("session.id", "s1"),
            ("aiinstrument.cache.hit", true),
            ("aiinstrument.usage.estimated", true),
            ("aiinstrument.outcome", "ok")));

        Assert.NotNull(call);
        Assert.Equal(
            new TokenUsage
            {
                Input = 1000,
                Output = 100,
                CachedInput = 200,
                CacheWrite = 300,
                CacheWrite1h = 100,
                Reasoning = 40,
                AudioInput = 1,
                AudioOutput = 2,
                ImageInput = 3,
                ImageOutput = 4,
            },
            call.Usage);
        Assert.Equal(200, call.Usage.CacheWriteShort);
        Assert.Equal(
            call with
            {
                Status = InteractionStatus.Ok,
                Operation = "chat",
                Provider = "openai",
                RequestModel = "gpt-4o-mini",
                ResponseModel = "gpt-4o-mini-2024-07-18",
                ResponseId = "chatcmpl-1",
                FinishReason = "stop,length",
                ServiceTier = "priority",
                Streaming = true,
                TimeToFirstTokenNano = 250_000_000,
                Estimated = true,
                CacheHit = true,
                Feature = "ticket.summarize",
                Category = "summarization",
                EntryPoint = "POST /tickets/{id}/summary",
                EntryPointKind = "http",
                CallSite = "0123456789abcdef",
                Build = "b1",
                CodeFunction = "T.Summarize",
                CodeFile = "T.cs",
                CodeLine = 42,
                Organization = "o1",
                User = "u1",
                Project = "p1",
                Document = "d1",
                Session = "s1",
                Service = "support",
                Scope = "AiInstrument",
                UncountedReason = null,
                DurationNano = 1_500_000_000,
            },
            call);
    }

    [Theory]
    [InlineData("invoke_agent")]
    [InlineData("create_agent")]
    [InlineData("invoke_workflow")]
    [InlineData("retrieval")]
    [InlineData("something_new")]
    public void Operations_that_no_provider_bills_are_sums_that_do_not_count(string operation)
    {
        var sum = Read(Span("x", ("gen_ai.operation.name", operation), ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 5L)));

        Assert.Equal((SpanRole.Aggregate, operation, "aggregate", 5L), (sum?.Role, sum?.Operation, sum?.UncountedReason, sum?.Usage.Input));
        Assert.Null(Read(Span("x", ("gen_ai.operation.name", operation), ("gen_ai.request.model", "m"))));
    }

    [Fact]
    public void The_execution_of_a_tool_is_no_interaction_even_with_usage() =>
        Assert.Null(Read(Span("x", ("gen_ai.operation.name", "execute_tool"), ("gen_ai.request.model", "m"), ("gen_ai.usage.input_tokens", 5L))));

    [Fact]
    public void Our_own_spans_may_have_operations_that_the_conventions_do_not_name()
    {
        Assert.Equal("image_generation", Read(Spans.Chat(("gen_ai.operation.name", "image_generation")))?.Operation);
        Assert.Null(Read(Spans.Chat(("gen_ai.operation.name", "execute_tool"))));
    }

    [Fact]
    public void A_pipeline_that_only_sums_its_calls_does_not_count()
    {
        var sum = Read(Span("orchestrate_tools", ("gen_ai.usage.input_tokens", 5L), ("gen_ai.usage.output_tokens", 5L)));

        Assert.Equal((SpanRole.Aggregate, "orchestrate_tools", false), (sum?.Role, sum?.Operation, sum?.Counted));
    }

    [Fact]
    public void The_oldest_spans_name_their_operation_only_in_the_span_name()
    {
        var call = Read(Span(
            "chat gpt-4o", ("gen_ai.system", "OpenAI"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.usage.prompt_tokens", "12"), ("gen_ai.usage.completion_tokens", 3.0)));

        Assert.NotNull(call);
        Assert.Equal(("chat", "openai", 12L, 3L), (call.Operation, call.Provider, call.Usage.Input, call.Usage.Output));
        Assert.Null(Read(Span("GET /", ("http.route", "/"))));
    }

    [Fact]
    public void A_span_that_another_one_pays_for_is_kept_and_does_not_count()
    {
        var call = Read(Spans.Chat(("aiinstrument.covered_by", "00f067aa0ba902b7")));

        Assert.NotNull(call);
        Assert.False(call.Counted);
        Assert.Equal("covered by span 00f067aa0ba902b7", call.UncountedReason);
    }

    [Fact]
    public void Cached_tokens_beyond_the_input_show_that_the_input_leaves_them_out()
    {
        var usage = Read(Spans.Chat(("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.cache_read.input_tokens", 50L), ("gen_ai.usage.cache_creation.input_tokens", 7L)))?.Usage;

        Assert.Equal((67L, 50L, 7L), (usage?.Input, usage?.CachedInput, usage?.CacheWrite));
    }

    [Fact]
    public void A_cache_write_split_without_a_total_is_the_total()
    {
        var usage = Read(Spans.Chat(
            ("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", 3L), ("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", 4L)))?.Usage;

        Assert.Equal((7L, 4L, 3L), (usage?.CacheWrite, usage?.CacheWrite1h, usage?.CacheWriteShort));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(100_000_001L)]
    [InlineData(long.MaxValue)]
    public void A_count_that_no_call_can_have_is_unknown(long tokens)
    {
        var call = Read(Spans.Chat(("gen_ai.usage.input_tokens", tokens), ("gen_ai.usage.output_tokens", tokens)));

        Assert.False(call?.Usage.IsKnown);
        Assert.True(call?.Estimated);
    }

    [Theory]
    [InlineData("error", null, 0, InteractionStatus.Error)]
    [InlineData("cancelled", null, 2, InteractionStatus.Cancelled)]
    [InlineData("abandoned", null, 0, InteractionStatus.Cancelled)]
    [InlineData("denied", null, 0, InteractionStatus.Error)]
    [InlineData("ok", null, 2, InteractionStatus.Ok)]
    [InlineData(null, null, 0, InteractionStatus.Ok)]
    [InlineData(null, null, 1, InteractionStatus.Ok)]
    [InlineData(null, null, 2, InteractionStatus.Error)]
    [InlineData(null, "429", 0, InteractionStatus.Error)]
    [InlineData(null, "System.Threading.Tasks.TaskCanceledException", 2, InteractionStatus.Cancelled)]
    internal void The_status_comes_from_the_outcome_then_from_the_error(string? outcome, string? errorType, int code, InteractionStatus expected)
    {
        var span = Spans.Chat(("aiinstrument.outcome", outcome), ("error.type", errorType));
        span.StatusCode = code;

        var call = Read(span);

        Assert.Equal(expected, call?.Status);
        Assert.Equal(expected == InteractionStatus.Ok ? null : errorType, call?.ErrorType);
    }

    [Theory]
    [InlineData("ok", true)]
    [InlineData("cancelled", true)]
    [InlineData("abandoned", true)]
    [InlineData("error", false)]
    public void Usage_is_missing_from_every_call_but_a_refused_one(string outcome, bool missing) =>
        Assert.Equal(missing, Read(Spans.Chat(("gen_ai.usage.input_tokens", -1L), ("gen_ai.usage.output_tokens", -1L), ("aiinstrument.outcome", outcome)))?.Estimated);

    [Fact]
    public void An_exception_event_names_the_error_of_a_failed_call()
    {
        var span = Spans.Chat();
        span.StatusCode = 2;
        var attributes = new AttributeList();
        attributes.Set("exception.type", AttributeValue.Of("Acme.RateLimited"));
        span.Events = [new DecodedEvent(1, "exception", attributes)];

        Assert.Equal("Acme.RateLimited", Read(span)?.ErrorType);
    }

    [Theory]
    [InlineData("""["stop","length"]""", "stop,length")]
    [InlineData("stop", "stop")]
    [InlineData("[stop", "[stop")]
    [InlineData("[]", null)]
    public void Finish_reasons_may_be_an_array_in_a_string(string sent, string? expected) =>
        Assert.Equal(expected, Read(Spans.Chat(("gen_ai.response.finish_reasons", sent)))?.FinishReason);

    [Theory]
    [InlineData("api.openai.com", "openai")]
    [InlineData("https://API.openai.com/v1/chat", "openai")]
    [InlineData("acme.openai.azure.com", "azure.ai.openai")]
    [InlineData("evil-api.openai.com.example", "evil-api.openai.com.example")]
    [InlineData("llm.local", "llm.local")]
    public void Without_a_provider_the_host_names_it(string address, string expected) =>
        Assert.Equal(expected, Read(Spans.Chat(("gen_ai.provider.name", null), ("server.address", address)))?.Provider);

    [Fact]
    public void Empty_texts_are_absent()
    {
        var call = Read(Spans.Chat(("gen_ai.response.model", ""), ("user.id", ""), ("enduser.id", "u2")));

        Assert.Equal(("gpt-4o-mini", "u2"), (call?.Model, call?.User));
    }

    [Fact]
    public void Long_names_are_cut_and_never_through_a_character()
    {
        var call = Read(Spans.Chat(("user.id", new string('a', 511) + "😀"), ("session.id", new string('b', 100_000))));

        Assert.Equal(new string('a', 511), call?.User);
        Assert.Equal(512, call?.Session?.Length);
    }

    [Theory]
    [InlineData("1969-12-31")]
    [InlineData("1999-12-31")]
    [InlineData("2026-11-23")]
    [InlineData("9999-01-01")]
    public void A_start_that_no_working_clock_shows_is_replaced_by_the_receipt(string start)
    {
        var time = DateTimeOffset.Parse(start + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(TestCollector.Noon, Read(Spans.ChatAt(time))?.Start);
    }

    [Fact]
    public void Content_is_never_kept_and_everything_else_is()
    {
        var call = Read(Spans.Chat(
            ("gen_ai.input.messages", "SECRET"),
            ("gen_ai.output.messages", "SECRET"),
            ("gen_ai.system_instructions", "SECRET"),
            ("gen_ai.prompt.0.content", "SECRET"),
            ("gen_ai.completion.12.content", "SECRET"),
            ("gen_ai.prompt.variable.name", "SECRET"),
            ("gen_ai.tool.call.arguments", "SECRET"),
            ("http.request.header.authorization", "SECRET"),
            ("exception.message", "SECRET"),
            ("gen_ai.prompt.version", "3"),
            ("acme.tags", new[] { "x", "ğ" }),
            ("acme.ratio", double.NaN)));

        using var json = JsonDocument.Parse(call!.Attributes);
        Assert.DoesNotContain("SECRET", json.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("3", json.RootElement.GetProperty("gen_ai.prompt.version").GetString());
        Assert.Equal("""["x","ğ"]""", json.RootElement.GetProperty("acme.tags").GetRawText());
        Assert.Equal("NaN", json.RootElement.GetProperty("acme.ratio").GetString());
        Assert.Equal("""{"":"Input"}""", json.RootElement.GetProperty("gen_ai.usage.input_tokens").GetRawText());
    }

    [Fact]
    public void Attributes_are_bounded_in_size_and_depth()
    {
        var span = Spans.Chat();
        for (var i = 0; i < 1000; i++)
        {
            span.Attributes.Set("k" + i, AttributeValue.Of(new string('v', 100_000)));
        }

        var deep = AttributeValue.Of(1);
        for (var i = 0; i < 1000; i++)
        {
            deep = AttributeValue.Of([deep]);
        }

        span.Attributes.Set("gen_ai.usage.input_tokens", deep);

        var attributes = Read(span)!.Attributes;

        Assert.InRange(attributes.Length, 1000, 70_000);
        using var json = JsonDocument.Parse(attributes);
        Assert.Equal(2048, json.RootElement.GetProperty("k0").GetString()?.Length);
    }

    private static Interaction? Read(DecodedSpan span) => SpanNormalizer.Normalize(span, TestCollector.Noon).Interaction;

    private static DecodedSpan Span(string name, params (string Key, object? Value)[] attributes) =>
        Spans.Make(name, 1, 2, TestCollector.Noon, Foreign, null, attributes);
}
