using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

/// <summary>Azure.AI.Inference, Azure.AI.OpenAI before 2.0, Azure.AI.Agents.Persistent.</summary>
public sealed class AzureTests
{
    private const string Inference = """
        using AiInstrument;
        using Azure.AI.Inference;
        namespace TestApp;
        [AiFeature("azure")]
        public static class Program
        {
            public static async Task<string> Ask(string model) =>
                (await new ChatCompletionsClient().CompleteAsync(new() { Model = model, MaxTokens = 64, Temperature = 0.5f, NucleusSamplingFactor = 0.25f })).Value.Id;
            public static string AskSync(string model) => new ChatCompletionsClient().Complete(new() { Model = model, MaxTokens = 64, Temperature = 0.5f, NucleusSamplingFactor = 0.25f }).Value.Id;
            public static async Task<int> Stream(string model, int atMost)
            {
                var seen = 0;
                using var response = await new ChatCompletionsClient().CompleteStreamingAsync(new() { Model = model });
                if (atMost == 0)
                {
                    return response.GetRawResponse().Headers.TryGetValue("x-id", out var id) && id == "h1" && response.GetRawResponse().Status == 200 ? 0 : -1;
                }

                await foreach (var update in response)
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }

                return seen;
            }
            public static async Task<int> StreamSync(string model)
            {
                var seen = 0;
                await foreach (var update in new ChatCompletionsClient().CompleteStreaming(new() { Model = model }))
                {
                    seen++;
                }

                return seen;
            }
            public static async Task<string> Embed() => (await new EmbeddingsClient().EmbedAsync(new() { Model = "embed", Dimensions = 256 })).Value.Id;
        }
        """;

    [Fact]
    public async Task A_completion_is_read()
    {
        var app = await StubApp.BuildAsync("AzureInference", Inference);
        foreach (var method in (string[])["Ask", "AskSync"])
        {
            using var spans = new Spans();

            Assert.Equal("cmpl-1", app.Invoke(method, "Phi-4") is var result && result is Task<string> task ? await task : result);

            var span = spans.Only;
            Assert.Equal("chat Phi-4", span.DisplayName);
            Assert.Equal("120 30 - - - - -", span.Usage());
            Assert.Equal("azure.ai.inference Phi-4-2025 cmpl-1 tool_calls 2 64 0.5 0.25 ok", span.Told(
                "gen_ai.provider.name", "gen_ai.response.model", "gen_ai.response.id", "gen_ai.response.finish_reasons", "aiinstrument.response.tool_call.count",
                "gen_ai.request.max_tokens", "gen_ai.request.temperature", "gen_ai.request.top_p", "aiinstrument.outcome"));
        }
    }

    [Theory]
    [InlineData("Stream", new object[] { "Phi-4", -1 })]
    [InlineData("StreamSync", new object[] { "Phi-4" })]
    public async Task A_stream_is_read_to_its_end(string method, object[] arguments)
    {
        var app = await StubApp.BuildAsync("AzureInference", Inference);
        using var spans = new Spans();

        Assert.Equal(3, await app.CallAsync<int>(method, arguments));

        Assert.Equal("10 20 - - - - -", spans.Only.Usage());
        Assert.Equal("Phi-4-2025 cmpl-2 stop True ok", spans.Only.Told("gen_ai.response.model", "gen_ai.response.id", "gen_ai.response.finish_reasons", "gen_ai.request.stream", "aiinstrument.usage.estimated", "aiinstrument.outcome"));
        Assert.NotNull(spans.Only.Tag("gen_ai.response.time_to_first_chunk"));
    }

    [Fact]
    public async Task A_stream_that_is_left_or_never_read_or_breaks_or_is_refused_says_so()
    {
        var app = await StubApp.BuildAsync("AzureInference", Inference);
        using (var spans = new Spans())
        {
            Assert.Equal(1, await app.CallAsync<int>("Stream", "Phi-4", 1));
            Assert.Equal("abandoned True", spans.Only.Told("aiinstrument.outcome", "aiinstrument.usage.estimated"));
        }

        using (var spans = new Spans())
        {
            Assert.Equal(0, await app.CallAsync<int>("Stream", "Phi-4", 0));
            Assert.Equal("abandoned True", spans.Only.Told("aiinstrument.outcome", "aiinstrument.usage.estimated"));
        }

        foreach (var model in (string[])["broken", "refused"])
        {
            using var spans = new Spans();
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync<int>("Stream", model, -1));
            Assert.Equal("error System.InvalidOperationException", spans.Only.Told("aiinstrument.outcome", "error.type"));
        }
    }

    [Fact]
    public async Task Embeddings_tell_how_many_and_how_long()
    {
        var app = await StubApp.BuildAsync("AzureInference", Inference);
        using var spans = new Spans();

        await app.CallAsync<string>("Embed");

        Assert.Equal("embeddings embed", spans.Only.DisplayName);
        Assert.Equal("9 embed-v3 3 256", spans.Only.Told("gen_ai.usage.input_tokens", "gen_ai.response.model", "aiinstrument.embeddings.input.count", "gen_ai.embeddings.dimension.count"));
    }

    [Fact]
    public async Task The_OpenAI_client_before_2_is_read()
    {
        var app = await StubApp.BuildAsync("AzureOpenAi", """
            using AiInstrument;
            using Azure.AI.OpenAI;
            namespace TestApp;
            [AiFeature("azure")]
            public static class Program
            {
                public static async Task Chat() => await new OpenAIClient().GetChatCompletionsAsync(new() { DeploymentName = "gpt-4o", MaxTokens = 5 });
                public static async Task Complete() => await new OpenAIClient().GetCompletionsAsync(new() { DeploymentName = "davinci" });
                public static async Task Embed() => await new OpenAIClient().GetEmbeddingsAsync(new() { DeploymentName = "ada" });
                public static async Task Refuse() => await new OpenAIClient().GetChatCompletionsAsync(new() { DeploymentName = "refused" });
                public static async Task Stream(int atMost)
                {
                    var seen = 0;
                    using var response = await new OpenAIClient().GetChatCompletionsStreamingAsync(new() { DeploymentName = "gpt-4o" });
                    await foreach (var update in response.EnumerateValues())
                    {
                        if (++seen == atMost)
                        {
                            break;
                        }
                    }
                }
            }
            """);

        async Task<string> Span(string method, params object[] arguments)
        {
            using var spans = new Spans();
            await app.CallAsync(method, arguments);
            return spans.Only.DisplayName + ": " + spans.Only.Usage() + " " + spans.Only.Told("gen_ai.provider.name", "gen_ai.response.model", "gen_ai.response.id", "gen_ai.response.finish_reasons", "aiinstrument.embeddings.input.count", "aiinstrument.usage.estimated", "aiinstrument.outcome");
        }

        Assert.Equal("chat gpt-4o: 12 3 - - - - - azure.ai.openai gpt-4o-2024-08-06 chatcmpl-1 stop ok", await Span("Chat"));
        Assert.Equal("text_completion davinci: 5 6 - - - - - azure.ai.openai cmpl-1 ok", await Span("Complete"));
        Assert.Equal("embeddings ada: 8 - - - - - - azure.ai.openai 2 ok", await Span("Embed"));
        Assert.Equal("chat gpt-4o: - - - - - - - azure.ai.openai chatcmpl-2 stop True ok", await Span("Stream", -1));
        Assert.Equal("chat gpt-4o: - - - - - - - azure.ai.openai chatcmpl-2 True abandoned", await Span("Stream", 1));
        using var refused = new Spans();
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Refuse"));
        Assert.Equal("error", refused.Only.Tag("aiinstrument.outcome"));
    }

    [Fact]
    public async Task Runs_of_persistent_agents_are_read_when_they_are_at_their_end()
    {
        var app = await StubApp.BuildAsync("AzurePersistentAgents", """
            using AiInstrument;
            using Azure.AI.Agents.Persistent;
            namespace TestApp;
            [AiFeature("azure")]
            public static class Program
            {
                public static async Task Begin() => await new PersistentAgentsClient().CreateThreadAndRunAsync("a");
                public static async Task Run(string agent) => await new PersistentAgentsClient().Runs.CreateRunAsync("t", agent);
                public static async Task Stream(int atMost)
                {
                    var seen = 0;
                    await foreach (var update in new PersistentAgentsClient().Runs.CreateRunStreamingAsync("t", "a"))
                    {
                        if (++seen == atMost)
                        {
                            break;
                        }
                    }
                }
            }
            """);

        async Task<string> Span(string method, params object[] arguments)
        {
            using var spans = new Spans();
            await app.CallAsync(method, arguments);
            return spans.Only.DisplayName + ": " + spans.Only.Usage() + " " + spans.Only.Told("gen_ai.provider.name", "gen_ai.response.id", "aiinstrument.usage.estimated", "aiinstrument.outcome");
        }

        Assert.Equal("invoke_agent gpt-4o: - - - - - - - azure.ai.inference run_0 ok", await Span("Begin"));
        Assert.Equal("invoke_agent gpt-4o: 70 30 - - - - - azure.ai.inference run_1 ok", await Span("Run", "a"));
        Assert.Equal("invoke_agent gpt-4o: 70 30 - - - - - azure.ai.inference run_1 ok", await Span("Stream", -1));
        Assert.Equal("invoke_agent gpt-4o: - - - - - - - azure.ai.inference run_1 True abandoned", await Span("Stream", 1));
        using var refused = new Spans();
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Run", "refused"));
        Assert.Equal("error", refused.Only.Tag("aiinstrument.outcome"));
    }
}
