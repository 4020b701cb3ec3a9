using AiInstrument.Generators.Tests.Harness;
using Microsoft.Extensions.AI;

namespace AiInstrument.Generators.Tests;

public sealed class ExtensionsAiTests
{
    [Fact]
    public async Task Chat_through_the_interface_and_through_extension_methods_is_measured()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            [AiFeature("chat")]
            public static class Program
            {
                public static async Task<string> Interface(IChatClient client) => (await client.GetResponseAsync([new ChatMessage(ChatRole.User, "hi")], new ChatOptions { ModelId = "asked" })).Text;
                public static async Task<string> Reduced(IChatClient client) => (await client.GetResponseAsync("hi")).Text;
                public static async Task<string> Static(IChatClient client) => (await ChatClientExtensions.GetResponseAsync(client, "hi", cancellationToken: default)).Text;
                public static async Task<string> Conditional(IChatClient? client) => client is null ? "" : (await client?.GetResponseAsync("hi")!).Text;
            }
            """);
        using var spans = new Spans();
        using var client = new FakeChatClient();

        foreach (var method in (string[])["Interface", "Reduced", "Static", "Conditional"])
        {
            Assert.Equal("Hello", await app.CallAsync<string>(method, client));
        }

        Assert.Equal(4, app.Manifest.CallSites.Count);
        Assert.Equal(4, spans.All.Count);
        Assert.All(spans.All, span =>
        {
            Assert.Equal(11L, span.Tag("gen_ai.usage.input_tokens"));
            Assert.Equal(7L, span.Tag("gen_ai.usage.output_tokens"));
            Assert.Equal(5L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
            Assert.Equal(2L, span.Tag("gen_ai.usage.cache_write.input_tokens"));
            Assert.Equal(3L, span.Tag("gen_ai.usage.reasoning.output_tokens"));
            Assert.Equal("served", span.Tag("gen_ai.response.model"));
            Assert.Equal("azure.ai.openai", span.Tag("gen_ai.provider.name"));
        });
        Assert.Equal(["asked", "default", "default", "default"], spans.All.Select(s => s.Tag("gen_ai.request.model")));
    }

    private sealed class FakeChatClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello"))
            {
                ModelId = "served",
                ResponseId = "r1",
                FinishReason = ChatFinishReason.Stop,
                Usage = new UsageDetails
                {
                    InputTokenCount = 11,
                    OutputTokenCount = 7,
                    CachedInputTokenCount = 5,
                    ReasoningTokenCount = 3,
                    AdditionalCounts = new AdditionalPropertiesDictionary<long> { ["CacheCreationInputTokens"] = 2 },
                },
            });

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", new Uri("https://me.openai.azure.com/"), "default") : null;

        public void Dispose()
        {
        }
    }
}
