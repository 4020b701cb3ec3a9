using AiInstrument.Generators.Tests.Harness;
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
        using var client = new FakeClient();

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

    [Fact]
    public async Task A_stream_adds_up_what_several_model_calls_used()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            [AiFeature("chat")]
            public static class Program
            {
                public static async Task<int> Read(IChatClient client)
                {
                    var count = 0;
                    await foreach (var update in client.GetStreamingResponseAsync("hi", new ChatOptions { ModelId = "asked", MaxOutputTokens = 5 }))
                    {
                        count++;
                    }

                    return count;
                }

                public static async Task Cancel(IChatClient client, CancellationTokenSource cancellation)
                {
                    await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "hi")]).WithCancellation(cancellation.Token))
                    {
                        cancellation.Cancel();
                    }
                }
            }
            """);
        using var client = new FakeClient();
        using var cancellation = new CancellationTokenSource();
        using (var spans = new Spans())
        {
            Assert.Equal(4, await app.CallAsync<int>("Read", client));
            Assert.Equal(22L, spans.Only.Tag("gen_ai.usage.input_tokens"));
            Assert.Equal(14L, spans.Only.Tag("gen_ai.usage.output_tokens"));
            Assert.Equal(4L, spans.Only.Tag("gen_ai.usage.cache_write.input_tokens"));
            Assert.Equal(5L, spans.Only.Tag("gen_ai.request.max_tokens"));
            Assert.Equal("chat asked", spans.Only.DisplayName);
        }

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => app.CallAsync("Cancel", client, cancellation));
            Assert.Equal("cancelled", spans.Only.Tag("aiinstrument.outcome"));
            Assert.Equal(11L, spans.Only.Tag("gen_ai.usage.input_tokens"));
        }
    }

    [Fact]
    public async Task Embeddings_keep_their_usage_also_where_the_method_returns_a_bare_vector()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            [AiFeature("embed")]
            public static class Program
            {
                public static async Task Many(IEmbeddingGenerator<string, Embedding<float>> g) => await g.GenerateAsync(["a", "b"]);
                public static async Task One(IEmbeddingGenerator<string, Embedding<float>> g) => await g.GenerateAsync("a");
                public static async Task Vector(IEmbeddingGenerator<string, Embedding<float>> g) => await g.GenerateVectorAsync("a");
                public static async Task Zip(IEmbeddingGenerator<string, Embedding<float>> g) => await g.GenerateAndZipAsync(["a"]);
            }
            """);
        using var spans = new Spans();
        using var client = new FakeClient();

        foreach (var method in (string[])["Many", "One", "Vector", "Zip"])
        {
            await app.CallAsync(method, client);
        }

        Assert.Equal(4, spans.All.Count);
        Assert.All(spans.All, span =>
        {
            Assert.Equal("embeddings embedder", span.DisplayName);
            Assert.Equal(6L, span.Tag("gen_ai.usage.input_tokens"));
            Assert.Equal("ollama", span.Tag("gen_ai.provider.name"));
            Assert.Equal("localhost", span.Tag("server.address"));
            Assert.Equal(11434, span.Tag("server.port"));
        });
    }

    [Fact]
    public async Task A_client_of_two_kinds_is_read_as_the_kind_that_is_called()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using AiInstrument.Generators.Tests.Harness;
            namespace TestApp;
            [AiFeature("both")]
            public static class Program
            {
                public static async Task Chat(FakeClient client) => await client.GetResponseAsync([]);
                public static async Task Embed(FakeClient client) => await client.GenerateAsync(["a"]);
            }
            """, typeof(FakeClient).Assembly);
        using var spans = new Spans();
        using var client = new FakeClient();

        await app.CallAsync("Chat", client);
        await app.CallAsync("Embed", client);

        Assert.Equal(["chat default", "embeddings embedder"], spans.All.Select(s => s.DisplayName));
    }
}
