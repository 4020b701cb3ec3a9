using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Normalization;

/// <summary>A span of each dialect as its emitter writes it, and every field that is read from it.</summary>
public sealed class DialectTests
{
    [Fact]
    public void Microsoft_extensions_ai()
    {
        var call = Call("chat gpt-4o", "Experimental.Microsoft.Extensions.AI",
            ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.stream", true),
            ("server.address", "api.openai.com"), ("server.port", 443L), ("gen_ai.conversation.id", "c1"), ("gen_ai.response.id", "chatcmpl-1"),
            ("gen_ai.response.model", "gpt-4o-2024-11-20"), ("gen_ai.response.finish_reasons", """["stop"]"""), ("gen_ai.usage.input_tokens", 100L),
            ("gen_ai.usage.output_tokens", 50L), ("gen_ai.usage.cache_read.input_tokens", 40L), ("gen_ai.usage.reasoning.output_tokens", 10L),
            ("gen_ai.usage.input_audio_tokens", 5L), ("gen_ai.usage.output_audio_tokens", 6L), ("gen_ai.response.time_to_first_chunk", 0.5));

        Assert.Equal(("otel-genai", "chat", "openai", "gpt-4o", "gpt-4o-2024-11-20"), (call.Dialect, call.Operation, call.Provider, call.RequestModel, call.ResponseModel));
        Assert.Equal(("chatcmpl-1", "stop", "c1", true, 500_000_000L), (call.ResponseId, call.FinishReason, call.Session, call.Streaming, call.TimeToFirstTokenNano));
        Assert.Equal(new TokenUsage { Input = 100, Output = 50, CachedInput = 40, Reasoning = 10, AudioInput = 5, AudioOutput = 6 }, call.Usage);
    }

    [Fact]
    public void Openai_sdk()
    {
        var call = Call("chat gpt-5.4", "OpenAI.ChatClient",
            ("gen_ai.operation.name", "chat"), ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-5.4"), ("gen_ai.response.finish_reasons", new[] { "stop" }),
            ("openai.request.service_tier", "auto"), ("openai.response.service_tier", "flex"), ("gen_ai.usage.input_tokens", 9L), ("gen_ai.usage.output_tokens", 1L));

        Assert.Equal(("flex", "openai", "stop", SpanRole.Inference), (call.ServiceTier, call.Provider, call.FinishReason, call.Role));
    }

    [Fact]
    public void Anthropic_sdk()
    {
        var call = Call("anthropic.messages.create", "com.anthropic.sdk.csharp",
            ("gen_ai.provider.name", "anthropic"), ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "claude-sonnet-4-5"), ("gen_ai.usage.input_tokens", 67L),
            ("gen_ai.usage.cache_read.input_tokens", 50L), ("gen_ai.usage.cache_write.input_tokens", 7L), ("gen_ai.usage.output_tokens", 20L),
            ("anthropic.usage.cache_creation.ephemeral_5m_input_tokens", 3L), ("anthropic.usage.cache_creation.ephemeral_1h_input_tokens", 4L),
            ("anthropic.response.service_tier", "standard"), ("anthropic.message.stop_reason", "end_turn"), ("gen_ai.response.id", "msg_1"));

        Assert.Equal(new TokenUsage { Input = 67, Output = 20, CachedInput = 50, CacheWrite = 7, CacheWrite1h = 4 }, call.Usage);
        Assert.Equal(("standard", "end_turn", "msg_1"), (call.ServiceTier, call.FinishReason, call.ResponseId));
        Assert.Equal(SpanRole.Tool, Read("anthropic.mcp_tool_use", "com.anthropic.sdk.csharp", parent: 9, ("gen_ai.tool.name", "x")).Role);
        Assert.Equal(SpanRole.Link, Read("anthropic.messages.count_tokens", "com.anthropic.sdk.csharp", parent: 9, ("gen_ai.request.model", "claude-sonnet-4-5")).Role);
    }

    [Fact]
    public void Semantic_kernel()
    {
        var call = Call("chat.completions gpt-4o", "Microsoft.SemanticKernel.Diagnostics",
            ("gen_ai.operation.name", "chat"), ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.response.finish_reason", """["Stop"]"""),
            ("server.address", "https://acme.openai.azure.com/x"), ("gen_ai.usage.input_tokens", 3L), ("gen_ai.usage.output_tokens", 4L));

        Assert.Equal(("Stop", "openai", 7L), (call.FinishReason, call.Provider, call.Usage.Total));
    }

    [Fact]
    public void Agent_framework_agents_repeat_the_usage_of_their_calls()
    {
        var agent = Read("invoke_agent Support(a1)", "Experimental.Microsoft.Agents.AI", parent: 0,
            ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "Support"), ("gen_ai.usage.input_tokens", 30L), ("gen_ai.usage.output_tokens", 4L));

        Assert.Equal((SpanRole.Aggregate, "agent-framework", "aggregate", 34L), (agent.Role, agent.Interaction?.Dialect, agent.Interaction?.UncountedReason, agent.Interaction?.Usage.Total));
        Assert.Null(agent.Interaction?.Feature);
        Assert.Equal(SpanRole.Link, Read("executor.process", "Microsoft.Agents.AI.Workflows", parent: 5).Role);
    }

    [Fact]
    public void Openinference()
    {
        var call = Call("ChatCompletion", "openinference.instrumentation.openai",
            ("openinference.span.kind", "LLM"), ("llm.model_name", "gpt-4o-2024-11-20"), ("llm.system", "openai"), ("llm.provider", "azure"),
            ("llm.token_count.prompt", 120L), ("llm.token_count.completion", 30L), ("llm.token_count.total", 150L), ("llm.token_count.prompt_details.cache_read", 100L),
            ("llm.token_count.prompt_details.cache_write", 5L), ("llm.token_count.prompt_details.audio", 2L), ("llm.token_count.completion_details.reasoning", 20L),
            ("llm.token_count.completion_details.audio", 3L), ("llm.cost.total", 0.000123), ("llm.finish_reason", "stop"), ("session.id", "s"), ("user.id", "u"),
            ("llm.input_messages.0.message.content", "SECRET"), ("input.value", "SECRET"));

        Assert.Equal(("openinference", "chat", "azure.ai.openai", "gpt-4o-2024-11-20"), (call.Dialect, call.Operation, call.Provider, call.Model));
        Assert.Equal(
            new TokenUsage { Input = 120, Output = 30, CachedInput = 100, CacheWrite = 5, Reasoning = 20, AudioInput = 2, AudioOutput = 3 }, call.Usage);
        Assert.Equal((123_000L, "stop", "s", "u"), (call.ReportedCostNanoUsd, call.FinishReason, call.Session, call.User));
        Assert.DoesNotContain("SECRET", Text(call), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LLM", "Inference", "chat")]
    [InlineData("EMBEDDING", "Inference", "embeddings")]
    [InlineData("RERANKER", "Inference", "rerank")]
    [InlineData("CHAIN", "Aggregate", "chain")]
    [InlineData("AGENT", "Aggregate", "agent")]
    [InlineData("TOOL", "Tool", null)]
    public void Openinference_kinds(string kind, string role, string? operation)
    {
        var span = Read("x", "openinference.x", parent: 5, ("openinference.span.kind", kind), ("llm.token_count.prompt", 1L));
        Assert.Equal((role, operation), (span.Role.ToString(), span.Interaction?.Operation));
    }

    [Fact]
    public void Openllmetry()
    {
        var call = Call("openai.chat", "opentelemetry.instrumentation.openai.v1",
            ("llm.request.type", "chat"), ("gen_ai.system", "OpenAI"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.response.model", "gpt-4o-2024-11-20"),
            ("gen_ai.usage.prompt_tokens", 50L), ("gen_ai.usage.completion_tokens", 9L), ("llm.usage.total_tokens", 59L), ("gen_ai.usage.cache_read_input_tokens", 40L),
            ("gen_ai.usage.cache_creation_input_tokens", 2L), ("gen_ai.usage.reasoning_tokens", 4L), ("llm.is_streaming", "True"),
            ("gen_ai.completion.0.finish_reason", "stop"), ("gen_ai.prompt.0.content", "SECRET"), ("llm.user", "u"), ("traceloop.association.properties.session_id", "s"));

        Assert.Equal(("openllmetry", "chat", "openai", true, "stop", "s", "u"), (call.Dialect, call.Operation, call.Provider, call.Streaming, call.FinishReason, call.Session, call.User));
        Assert.Equal(new TokenUsage { Input = 50, Output = 9, CachedInput = 40, CacheWrite = 2, Reasoning = 4 }, call.Usage);
        Assert.DoesNotContain("SECRET", Text(call), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workflow", SpanRole.Link)]
    [InlineData("agent", SpanRole.Link)]
    [InlineData("tool", SpanRole.Tool)]
    internal void Traceloop_wrappers_lead_to_their_parents(string kind, SpanRole role) =>
        Assert.Equal(role, Read("x", "opentelemetry.instrumentation.langchain", parent: 5, ("traceloop.span.kind", kind)).Role);

    [Fact]
    public void Vercel_ai_version_4_hands_on_anthropics_input_without_the_cache()
    {
        var call = Call("ai.generateText.doGenerate", "ai",
            ("ai.operationId", "ai.generateText.doGenerate"), ("ai.model.id", "claude-sonnet-4-5"), ("ai.model.provider", "anthropic.messages"),
            ("ai.usage.promptTokens", 1000L), ("ai.usage.completionTokens", 10L), ("gen_ai.system", "anthropic.messages"), ("gen_ai.usage.input_tokens", 1000L),
            ("gen_ai.usage.output_tokens", 10L), ("ai.response.providerMetadata", """{"anthropic":{"cacheCreationInputTokens":200,"cacheReadInputTokens":300}}"""),
            ("ai.response.finishReason", "stop"), ("ai.response.id", "msg_1"), ("ai.telemetry.metadata.userId", "u"), ("ai.telemetry.metadata.sessionId", "s"),
            ("ai.telemetry.functionId", "summarize"), ("ai.prompt.messages", "SECRET"));

        Assert.Equal(new TokenUsage { Input = 1500, Output = 10, CachedInput = 300, CacheWrite = 200 }, call.Usage);
        Assert.Equal(("vercel-ai", "chat", "anthropic", "stop", "msg_1", "u", "s"), (call.Dialect, call.Operation, call.Provider, call.FinishReason, call.ResponseId, call.User, call.Session));
        Assert.Null(call.Feature);
        Assert.DoesNotContain("SECRET", Text(call), StringComparison.Ordinal);
    }

    [Fact]
    public void Vercel_ai_version_5_hands_on_googles_output_without_reasoning()
    {
        var call = Call("ai.streamText.doStream", "ai",
            ("ai.operationId", "ai.streamText.doStream"), ("ai.model.id", "gemini-2.5-flash"), ("ai.model.provider", "google.generative-ai"),
            ("ai.usage.inputTokens", 100L), ("ai.usage.outputTokens", 60L), ("ai.usage.reasoningTokens", 40L), ("ai.usage.cachedInputTokens", 30L),
            ("ai.usage.totalTokens", 200L), ("ai.response.msToFirstChunk", 250.0));

        Assert.Equal(new TokenUsage { Input = 100, Output = 100, CachedInput = 30, Reasoning = 40 }, call.Usage);
        Assert.Equal(("gcp.gemini", true, 250_000_000L), (call.Provider, call.Streaming, call.TimeToFirstTokenNano));
    }

    [Fact]
    public void Vercel_ai_version_6_gives_details_and_totals_that_include_them()
    {
        var call = Call("ai.generateText.doGenerate", "ai",
            ("ai.operationId", "ai.generateText.doGenerate"), ("ai.model.id", "claude-sonnet-4-5"), ("ai.model.provider", "anthropic.messages"),
            ("ai.usage.inputTokens", 1000L), ("ai.usage.outputTokens", 10L), ("ai.usage.inputTokenDetails.noCacheTokens", 500L),
            ("ai.usage.inputTokenDetails.cacheReadTokens", 300L), ("ai.usage.inputTokenDetails.cacheWriteTokens", 200L),
            ("ai.usage.outputTokenDetails.reasoningTokens", 4L), ("ai.usage.outputTokenDetails.textTokens", 6L));

        Assert.Equal(new TokenUsage { Input = 1000, Output = 10, CachedInput = 300, CacheWrite = 200, Reasoning = 4 }, call.Usage);
    }

    [Theory]
    [InlineData("ai.generateText", "Aggregate")]
    [InlineData("ai.streamObject", "Aggregate")]
    [InlineData("ai.embed", "Aggregate")]
    [InlineData("ai.embed.doEmbed", "Inference")]
    [InlineData("ai.streamObject.doStream", "Inference")]
    [InlineData("ai.toolCall", "Tool")]
    public void Vercel_ai_roots_sum_their_calls(string id, string role) =>
        Assert.Equal(role, Read(id, "ai", parent: 5, ("ai.operationId", id), ("ai.usage.tokens", 12L)).Role.ToString());

    [Fact]
    public void Vercel_ai_version_7_has_the_usage_of_an_embedding_on_the_inner_span()
    {
        Assert.Equal(SpanRole.Link, Read("embeddings m", "gen_ai", parent: 5, ("gen_ai.operation.name", "embeddings"), ("gen_ai.request.model", "m")).Role);
        Assert.Equal(SpanRole.Inference, Read("embeddings m", "gen_ai", parent: 5, ("gen_ai.operation.name", "embeddings"), ("gen_ai.usage.input_tokens", 3L)).Role);
        Assert.Equal(SpanRole.Aggregate, Read("agent_step", "gen_ai", parent: 5, ("gen_ai.usage.input_tokens", 3L)).Role);
    }

    [Fact]
    public void Langfuse()
    {
        var start = TestCollector.Noon;
        var call = Call("generation", "langfuse-sdk",
            ("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "gpt-4o"), ("langfuse.user.id", "u"), ("langfuse.session.id", "s"),
            ("langfuse.observation.usage_details", """{"input":10,"output":5,"cache_read_input_tokens":2,"output_reasoning_tokens":3}"""),
            ("langfuse.observation.cost_details", """{"input":0.01,"output":0.02,"total":0.03}"""),
            ("langfuse.observation.completion_start_time", $"\"{start.AddMilliseconds(400):O}\""), ("langfuse.observation.level", "ERROR"),
            ("langfuse.observation.input", "SECRET"));

        Assert.Equal(new TokenUsage { Input = 12, Output = 8, CachedInput = 2, Reasoning = 3 }, call.Usage);
        Assert.Equal(("langfuse", "chat", "gpt-4o", 30_000_000L, 400_000_000L), (call.Dialect, call.Operation, call.RequestModel, call.ReportedCostNanoUsd, call.TimeToFirstTokenNano));
        Assert.Equal(("u", "s", InteractionStatus.Error), (call.User, call.Session, call.Status));
        Assert.DoesNotContain("SECRET", Text(call), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"input":10,"output":5,"total":15,"cache_read_input_tokens":2}""", 10, 5)]
    [InlineData("""{"input":10,"output":5,"total":17,"cache_read_input_tokens":2}""", 12, 5)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":2}}""", 10, 5)]
    [InlineData("""{"input":1,"input_cache_creation_5m":4,"input_cache_creation_1h":6,"output":5}""", 11, 5)]
    [InlineData("""{"input":-4,"output":5}""", null, 5)]
    [InlineData("not json", null, null)]
    [InlineData("[1]", null, null)]
    [InlineData("""{"input":"10"}""", null, null)]
    public void Langfuse_kinds_add_up_unless_the_total_or_the_shape_says_otherwise(string details, int? input, int? output)
    {
        var call = Call("g", "langfuse-sdk", ("langfuse.observation.type", "generation"), ("langfuse.observation.usage_details", details));
        Assert.Equal(((long?)input, (long?)output), (call.Usage.Input, call.Usage.Output));
    }

    [Theory]
    [InlineData("embedding", true, "Inference")]
    [InlineData("span", true, "Inference")]
    [InlineData("agent", true, "Aggregate")]
    [InlineData("chain", false, "Link")]
    [InlineData("tool", true, "Tool")]
    [InlineData("event", true, "Link")]
    [InlineData("span", false, "Link")]
    public void Langfuse_types(string type, bool used, string role) =>
        Assert.Equal(role, Read("x", "langfuse-sdk", parent: 5,
            ("langfuse.observation.type", type), ("langfuse.observation.model.name", used ? "m" : null), ("langfuse.observation.usage_details", used ? """{"input":1}""" : null)).Role.ToString());

    [Fact]
    public void Litellm()
    {
        var call = Call("litellm_request", "litellm",
            ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.response.model", "my-alias"), ("llm.request.type", "acompletion"),
            ("llm.is_streaming", "False"), ("gen_ai.usage.prompt_tokens", 20L), ("gen_ai.usage.completion_tokens", 2L), ("gen_ai.usage.total_tokens", 22L),
            ("gen_ai.cost.total_cost", 0.0000705), ("hidden_params", """{"response_cost":1,"cache_hit":true,"cache_key":"k"}"""), ("metadata.user_api_key_user_id", "u"),
            ("llm.openai.messages", "SECRET"));

        Assert.Equal(("litellm", "chat", 70_500L, true, "u", false), (call.Dialect, call.Operation, call.ReportedCostNanoUsd, call.CacheHit, call.User, call.Streaming));
        Assert.Equal(22, call.Usage.Total);
        Assert.DoesNotContain("SECRET", Text(call), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"response_cost":0.002}""", 2_000_000, false)]
    [InlineData("""{"response_cost":0.002,"cache_key":"k"}""", 2_000_000, true)]
    [InlineData("""{"response_cost":0.002,"cache_key":"k","cache_hit":false}""", 2_000_000, false)]
    [InlineData("""{"response_cost":-1}""", null, false)]
    [InlineData("{'response_cost': 1}", null, false)]
    public void Litellm_hidden_parameters_hold_the_cost_and_the_cache_hit(string hidden, int? cost, bool hit)
    {
        var call = Call("litellm_request", "litellm", ("hidden_params", hidden), ("gen_ai.usage.input_tokens", 1L));
        Assert.Equal(((long?)cost, hit), (call.ReportedCostNanoUsd, call.CacheHit));
    }

    [Fact]
    public void Litellms_request_to_the_gateway_repeats_the_call_and_the_raw_dump_is_nothing()
    {
        var span = Spans.Make("Received Proxy Server Request", 1, 2, TestCollector.Noon, Scope("litellm"), null, ("llm.request.type", "chat"), ("gen_ai.usage.input_tokens", 4L));
        span.Kind = 2;

        Assert.Equal(SpanRole.Aggregate, SpanNormalizer.Normalize(span, TestCollector.Noon).Role);
        Assert.Equal(SpanRole.Link, Read("raw_gen_ai_request", "litellm", parent: 5, ("llm.request.type", "chat"), ("gen_ai.usage.input_tokens", 4L)).Role);
    }

    [Fact]
    public void A_span_of_four_dialects_is_read_once()
    {
        var call = Call("chat gpt-4o", "litellm",
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o"),
            ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.prompt_tokens", 10L), ("llm.token_count.prompt", 10L), ("llm.token_count.total", 15L),
            ("gen_ai.usage.output_tokens", 5L), ("gen_ai.usage.completion_tokens", 5L), ("llm.token_count.completion", 5L), ("gen_ai.usage.total_tokens", 15L),
            ("openinference.span.kind", "LLM"), ("langfuse.observation.type", "generation"), ("langfuse.observation.usage_details", """{"input":4,"cache_read_input_tokens":6,"output":5}"""),
            ("litellm.cost.total", 0.5), ("llm.cost.total", 0.7));

        Assert.Equal(new TokenUsage { Input = 10, Output = 5, CachedInput = 6 }, call.Usage);
        Assert.Equal(500_000_000, call.ReportedCostNanoUsd);
    }

    [Theory]
    [InlineData("OpenAI", "openai")]
    [InlineData("az.ai.openai", "azure.ai.openai")]
    [InlineData("az.ai.inference", "azure.ai.inference")]
    [InlineData("vertex_ai", "gcp.vertex_ai")]
    [InlineData("google.vertex.chat", "gcp.vertex_ai")]
    [InlineData("amazon-bedrock", "aws.bedrock")]
    [InlineData("xai.chat", "x_ai")]
    [InlineData("MistralAI", "mistral_ai")]
    [InlineData("acme.models", "acme.models")]
    public void Providers_take_the_conventions_names(string sent, string expected) =>
        Assert.Equal(expected, Call("chat m", "x", ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", sent)).Provider);

    [Fact]
    public void The_grand_total_decides_between_readings_of_input()
    {
        // Only 10 + 4 + 5 is 19.
        var beside = Call("x", "x", ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.cache_read.input_tokens", 4L), ("gen_ai.usage.output_tokens", 5L), ("gen_ai.usage.total_tokens", 19L));
        var included = Call("x", "x", ("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.cache_read.input_tokens", 4L), ("gen_ai.usage.output_tokens", 5L), ("gen_ai.usage.total_tokens", 15L));

        Assert.Equal((14L, 10L), (beside.Usage.Input, included.Usage.Input));
    }

    [Fact]
    public void Events_tell_when_the_first_token_came()
    {
        var span = Spans.Make("ChatCompletion", 1, 2, TestCollector.Noon, Scope("openinference.x"), null, ("openinference.span.kind", "LLM"));
        span.Events = [new DecodedEvent(span.StartUnixNano + 7_000_000, "First Token Stream Event", new AttributeList())];

        var call = SpanNormalizer.Normalize(span, TestCollector.Noon).Interaction;

        Assert.Equal((7_000_000L, true), (call?.TimeToFirstTokenNano, call?.Streaming));
    }

    [Fact]
    public void A_request_that_was_sent_again_says_which_attempt_it_is() =>
        Assert.Equal(3, Call("chat m", "x", ("gen_ai.operation.name", "chat"), ("http.request.resend_count", 2L)).Attempt);

    [Fact]
    public void Other_spans_are_the_way_to_their_parents_and_roots_are_nothing()
    {
        var link = Read("GET /", "Microsoft.AspNetCore", parent: 7, ("http.route", "/"));

        Assert.Equal(new NormalizedSpan(SpanRole.Link, null, new SpanLink(1, 2, 7)), link);
        Assert.Equal(default, Read("GET /", "Microsoft.AspNetCore", parent: 0, ("http.route", "/")));
    }

    private static Interaction Call(string name, string scope, params (string Key, object? Value)[] attributes) =>
        Read(name, scope, 0, attributes).Interaction ?? throw new Xunit.Sdk.XunitException("No interaction.");

    private static NormalizedSpan Read(string name, string scope, ulong parent, params (string Key, object? Value)[] attributes)
    {
        var span = Spans.Make(name, 1, 2, TestCollector.Noon, Scope(scope), null, attributes);
        span.ParentSpanId = parent;
        return SpanNormalizer.Normalize(span, TestCollector.Noon);
    }

    private static DecodedScope Scope(string name) => new() { Name = name };

    private static string Text(Interaction call) => System.Text.Encoding.UTF8.GetString(call.Attributes);
}
