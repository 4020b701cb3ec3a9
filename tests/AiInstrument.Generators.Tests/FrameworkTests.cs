using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

/// <summary>Semantic Kernel and the Microsoft Agent Framework.</summary>
public sealed class FrameworkTests
{
    private static readonly string[] s_facts =
        ["gen_ai.provider.name", "server.address", "gen_ai.response.model", "gen_ai.response.id", "gen_ai.response.finish_reasons", "aiinstrument.usage.estimated", "error.type", "aiinstrument.outcome"];

    private const string Kernel = """
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.Agents;
        using Microsoft.SemanticKernel.ChatCompletion;
        using Microsoft.SemanticKernel.Embeddings;
        using Microsoft.SemanticKernel.Services;
        using Microsoft.SemanticKernel.TextToImage;
        using ChatModelFactory = OpenAI.Chat.OpenAIChatModelFactory;
        namespace TestApp;

        public sealed class Service(string kind) : IChatCompletionService, ITextToImageService, ITextEmbeddingGenerationService
        {
            IReadOnlyDictionary<string, object?> IAIService.Attributes => new Dictionary<string, object?> { ["ModelId"] = "gpt-4o", ["DeploymentName"] = "my-gpt", ["Endpoint"] = "https://contoso.openai.azure.com/" };

            public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(object chatHistory, PromptExecutionSettings? executionSettings = null)
            {
                await Task.Yield();
                return kind == "refused" ? throw new InvalidOperationException("refused") : [Message(), Message()];
            }

            public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(object chatHistory, PromptExecutionSettings? executionSettings = null)
            {
                await Task.Yield();
                yield return new StreamingChatMessageContent { ModelId = "gpt-4o-2024", Metadata = new Dictionary<string, object?> { ["CompletionId"] = "c-1", ["Usage"] = null } };
                if (kind == "broken")
                {
                    throw new InvalidOperationException("broken");
                }

                yield return new StreamingChatMessageContent { ModelId = "gpt-4o-2024", Metadata = Metadata() };
            }

            public Task<IReadOnlyList<ImageContent>> GetImageContentsAsync(object input) => Task.FromResult<IReadOnlyList<ImageContent>>([new(), new()]);

            public Task<IList<ReadOnlyMemory<float>>> GenerateEmbeddingsAsync(IList<string> data) => Task.FromResult<IList<ReadOnlyMemory<float>>>([new float[4], new float[4]]);

            public IReadOnlyDictionary<string, object?> Metadata() => kind switch
            {
                "meai" => new Dictionary<string, object?> { ["Id"] = "c-1", ["Usage"] = new UsageDetails { InputTokenCount = 11, OutputTokenCount = 12, CachedInputTokenCount = 3, ReasoningTokenCount = 4 }, ["FinishReason"] = "stop" },
                "google" => new Dictionary<string, object?> { ["PromptTokenCount"] = 50, ["CandidatesTokenCount"] = 20, ["ThoughtsTokenCount"] = 30, ["FinishReason"] = "STOP" },
                "none" => new Dictionary<string, object?>(),
                _ => new Dictionary<string, object?>
                {
                    ["Id"] = "c-1",
                    ["FinishReason"] = "Stop",
                    ["Usage"] = ChatModelFactory.ChatTokenUsage(30, 120, 150, ChatModelFactory.ChatOutputTokenUsageDetails(12), ChatModelFactory.ChatInputTokenUsageDetails(cachedTokenCount: 64)),
                },
            };

            private ChatMessageContent Message() => new() { ModelId = "gpt-4o-2024", Metadata = Metadata() };
        }

        [AiFeature("kernel")]
        public static class Program
        {
            public static async Task Ask(string kind) =>
                await ((IChatCompletionService)new Service(kind)).GetChatMessageContentsAsync("x", new PromptExecutionSettings { ModelId = "asked", ExtensionData = new Dictionary<string, object> { ["max_tokens"] = 64, ["temperature"] = 0.5 } });
            public static async Task AskOne(string kind) => await ((IChatCompletionService)new Service(kind)).GetChatMessageContentAsync("x");
            public static async Task Prompt(string kind) => await new Kernel { Chat = new Service(kind) }.InvokePromptAsync("x");
            public static async Task PromptStream(string kind)
            {
                await foreach (var part in new Kernel { Chat = new Service(kind) }.InvokePromptStreamingAsync("x"))
                {
                }
            }
            public static async Task Stream(string kind, int atMost)
            {
                IChatCompletionService service = new Service(kind);
                var seen = 0;
                await foreach (var part in service.GetStreamingChatMessageContentsAsync("x"))
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }
            }
            public static async Task Draw() => await ((ITextToImageService)new Service("none")).GetImageContentsAsync("x");
            public static async Task Embed() => await ((ITextEmbeddingGenerationService)new Service("none")).GenerateEmbeddingsAsync(["a", "b"]);
            public static async Task Agent()
            {
                var agent = new ChatCompletionAgent { Metadata = [new Service("openai").Metadata(), new Service("openai").Metadata()] };
                await foreach (var item in agent.InvokeAsync("x"))
                {
                }
            }
        }
        """;

    [Fact]
    public async Task The_usage_of_a_kernels_service_is_read_in_the_type_of_the_SDK_that_it_calls()
    {
        var app = await StubApp.BuildAsync("SemanticKernel", Kernel, withSdks: true);

        async Task<string> Span(string method, params object[] arguments)
        {
            using var spans = new Spans();
            await app.CallAsync(method, arguments);
            return spans.Only.DisplayName + ": " + spans.Only.Usage() + " " + spans.Only.Told(s_facts);
        }

        Assert.Equal("chat asked: 120 30 64 - - - 12 azure.ai.openai contoso.openai.azure.com gpt-4o-2024 c-1 stop,stop ok", await Span("Ask", "openai"));
        Assert.Equal("chat my-gpt: 120 30 64 - - - 12 azure.ai.openai contoso.openai.azure.com gpt-4o-2024 c-1 stop ok", await Span("AskOne", "openai"));
        Assert.Equal("chat my-gpt: 11 12 3 - - - 4 azure.ai.openai contoso.openai.azure.com gpt-4o-2024 c-1 stop ok", await Span("AskOne", "meai"));
        Assert.Equal("chat my-gpt: 50 50 - - - - 30 azure.ai.openai contoso.openai.azure.com gpt-4o-2024 STOP ok", await Span("AskOne", "google"));
        Assert.Equal("chat my-gpt: - - - - - - - azure.ai.openai contoso.openai.azure.com gpt-4o-2024 ok", await Span("AskOne", "none"));
        Assert.Equal("chat: 120 30 64 - - - 12 c-1 stop ok", await Span("Prompt", "openai"));
        Assert.Equal("chat: 120 30 64 - - - 12 gpt-4o-2024 c-1 stop ok", await Span("PromptStream", "openai"));
        Assert.Equal("chat my-gpt: 120 30 64 - - - 12 azure.ai.openai contoso.openai.azure.com gpt-4o-2024 c-1 stop ok", await Span("Stream", "openai", -1));
        Assert.Equal("chat my-gpt: - - - - - - - azure.ai.openai contoso.openai.azure.com gpt-4o-2024 c-1 True abandoned", await Span("Stream", "openai", 1));
        Assert.Equal("invoke_agent: 240 60 128 - - - 24 gpt-4o c-1 stop,stop ok", await Span("Agent"));

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Stream", "broken", -1));
            Assert.Equal("error", spans.Only.Tag("aiinstrument.outcome"));
        }

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Ask", "refused"));
            Assert.Equal("error", spans.Only.Tag("aiinstrument.outcome"));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Draw");
            Assert.Equal("generate_content 2", spans.Only.Told("gen_ai.operation.name", "aiinstrument.image.count"));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Embed");
            Assert.Equal("embeddings 2 4", spans.Only.Told("gen_ai.operation.name", "aiinstrument.embeddings.input.count", "gen_ai.embeddings.dimension.count"));
        }
    }

    private const string Agents = """
        using AiInstrument;
        using Microsoft.Agents.AI;
        using Microsoft.Extensions.AI;
        namespace TestApp;
        [AiFeature("agent")]
        public static class Program
        {
            public static async Task Run(string message) => await new ChatClientAgent().RunAsync(message, options: new ChatClientAgentRunOptions { ChatOptions = new() { MaxOutputTokens = 64 } });
            public static async Task Stream(string message, int atMost)
            {
                var seen = 0;
                await foreach (var part in new ChatClientAgent().RunStreamingAsync(message))
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }
            }
        }
        """;

    [Fact]
    public async Task A_run_of_an_agent_is_read()
    {
        var app = await StubApp.BuildAsync("AgentFramework", Agents);
        using (var spans = new Spans())
        {
            await app.CallAsync("Run", "x");
            Assert.Equal("invoke_agent gpt-5-mini", spans.Only.DisplayName);
            Assert.Equal("300 90 128 - - - 40", spans.Only.Usage());
            Assert.Equal("azure.ai.openai contoso.openai.azure.com gpt-5-mini-2025 resp-1 stop ok 64", spans.Only.Told([.. s_facts, "gen_ai.request.max_tokens"]));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Stream", "x", -1);
            Assert.Equal("40 7 - - - - -", spans.Only.Usage());
            Assert.Equal("azure.ai.openai contoso.openai.azure.com gpt-5-mini-2025 resp-3 ok", spans.Only.Told(s_facts));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Stream", "x", 1);
            Assert.Equal("azure.ai.openai contoso.openai.azure.com gpt-5-mini-2025 resp-2 True abandoned", spans.Only.Told(s_facts));
        }

        foreach (var (method, arguments) in new (string, object[])[] { ("Run", ["refused"]), ("Stream", ["broken", -1]) })
        {
            using var spans = new Spans();
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync(method, arguments));
            Assert.Equal("error", spans.Only.Tag("aiinstrument.outcome"));
        }
    }
}
