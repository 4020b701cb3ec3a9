using System.Net;
using AiInstrument.Generators.Tests.Harness;
using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelStub;

namespace AiInstrument.Generators.Tests;

public sealed class MiddlewareTests
{
    /// <summary>Calls that are intercepted, and the same through delegates, which are not.</summary>
    private const string Source = """
        using System.Diagnostics;
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        namespace TestApp;
        public static class Program
        {
            public static AiFeatureInfo Summarize { get; } = new("ticket.summarize", "summarization", null, "Shortens");

            public static IChatClient Wrap(IChatClient client) => client.UseAiInstrument();
            public static IChatClient WithFeature(IChatClient client) => client.WithAiFeature(Summarize);
            public static IEmbeddingGenerator<string, Embedding<float>> WrapEmbedder(IEmbeddingGenerator<string, Embedding<float>> g) => g.UseAiInstrument().WithAiFeature(Summarize);

            public static async Task<string> Intercepted(IChatClient client) => (await client.GetResponseAsync("hello there", new ChatOptions { ModelId = "claude-sonnet-4-5", MaxOutputTokens = 50 })).Text;

            public static async Task<string> Escaped(IChatClient client)
            {
                Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> call = client.GetResponseAsync;
                return (await call([new ChatMessage(ChatRole.User, "hello again")], new ChatOptions { ModelId = "claude-sonnet-4-5", MaxOutputTokens = 50 }, default)).Text;
            }

            public static async Task<int> InterceptedStream(IChatClient client)
            {
                var count = 0;
                await foreach (var update in client.GetStreamingResponseAsync("hello stream", new ChatOptions { ModelId = "claude-sonnet-4-5", MaxOutputTokens = 50 })) count++;
                return count;
            }

            public static async Task<int> EscapedStream(IChatClient client)
            {
                var count = 0;
                Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> call = client.GetStreamingResponseAsync;
                await foreach (var update in call([new ChatMessage(ChatRole.User, "hello escaped stream")], new ChatOptions { ModelId = "claude-sonnet-4-5", MaxOutputTokens = 50 }, default)) count++;
                return count;
            }

            public static async Task EscapedEmbedding(IEmbeddingGenerator<string, Embedding<float>> generator)
            {
                Func<IEnumerable<string>, EmbeddingGenerationOptions?, CancellationToken, Task<GeneratedEmbeddings<Embedding<float>>>> call = generator.GenerateAsync;
                await call(["a"], null, default);
            }

            public static void AddClients(IServiceCollection services) => services.AddAiFeatureClients();
            public static void AddHttp(IServiceCollection services) => services.AddHttpClient("llm").AddAiInstrument();

            [AiFeature("declared.feature")]
            public static void Declares() { }
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Each_call_of_a_real_sdk_is_paid_once_however_it_is_measured(bool middleware, bool handler)
    {
        var app = await App.BuildAsync(Source);
        await using var server = await ModelStubServer.StartAsync(cancellationToken: Cancel);
        using var http = new HttpClient(handler ? new AiInstrumentHttpHandler(new SocketsHttpHandler()) : new SocketsHttpHandler());
        using var anthropic = new AnthropicClient(new ClientOptions { ApiKey = "stub", BaseUrl = server.BaseUrl.ToString(), HttpClient = http, MaxRetries = 0 });
        var client = anthropic.AsIChatClient();
        client = middleware ? (IChatClient)app.Invoke("Wrap", app.Invoke("Wrap", client))! : client;
        using var spans = new Spans();

        await app.CallAsync<string>("Intercepted", client);
        await app.CallAsync<int>("InterceptedStream", client);
        await app.CallAsync<string>("Escaped", client);
        await app.CallAsync<int>("EscapedStream", client);

        await server.Ledger.WhenIdleAsync(Cancel);
        var calls = server.Ledger.Entries;
        Assert.Equal(4, calls.Count);
        var wrapper = middleware ? "middleware" : handler ? "http" : null;
        Assert.Equal(wrapper is null ? [null, null] : [null, null, wrapper, wrapper], spans.All.Select(s => s.Tag("aiinstrument.call_site.kind")));
        Assert.Equal(
            calls.Take(spans.All.Count).Select(c => (c.Tokens.Input, c.Tokens.Output, (object)c.Model)),
            spans.All.Select(s => ((long)s.Tag("gen_ai.usage.input_tokens")!, (long)s.Tag("gen_ai.usage.output_tokens")!, s.Tag("gen_ai.response.model")!)));
    }

    [Fact]
    public async Task A_clients_feature_holds_for_intercepted_and_for_wrapped_calls_and_for_streams()
    {
        var app = await App.BuildAsync(Source);
        using var client = new FakeClient();
        using var spans = new Spans();
        var plain = (IChatClient)app.Invoke("WithFeature", client)!;
        var wrapped = (IChatClient)app.Invoke("WithFeature", app.Invoke("Wrap", client))!;

        using (AiScope.Feature("around"))
        {
            await app.CallAsync<string>("Intercepted", plain);
            await app.CallAsync<int>("InterceptedStream", plain);
            await app.CallAsync<string>("Escaped", wrapped);
            await app.CallAsync<int>("EscapedStream", wrapped);
            await app.CallAsync("EscapedEmbedding", app.Invoke("WrapEmbedder", client));
            await app.CallAsync<string>("Intercepted", client);
        }

        Assert.Equal([.. Enumerable.Repeat("ticket.summarize", 5), "around"], spans.All.Select(s => s.Tag("aiinstrument.feature.id")));
        Assert.All(spans.All.Take(5), s => Assert.Equal(("summarization", "Shortens"), (s.Tag("aiinstrument.feature.category"), s.Tag("aiinstrument.purpose"))));
        Assert.Null(AiScope.Current.FeatureId);
        plain.Dispose();
        Assert.Equal("Hello", await app.CallAsync<string>("Intercepted", client));
    }

    [Fact]
    public async Task Each_declared_feature_has_a_client_by_its_key()
    {
        var app = await App.BuildAsync(Source);
        using var client = new FakeClient();
        var services = new ServiceCollection();
        Assert.Throws<InvalidOperationException>(() => app.Invoke("AddClients", services));
        services.AddSingleton<IChatClient>(client);
        using var own = new FakeClient();
        services.AddKeyedSingleton<IChatClient>("own", own);
        app.Invoke("AddClients", services);
        await using var provider = services.BuildServiceProvider();
        System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(app.Assembly.ManifestModule.ModuleHandle);

        using var spans = new Spans();
        await app.CallAsync<string>("Intercepted", provider.GetRequiredKeyedService<IChatClient>("declared.feature"));

        Assert.Equal("declared.feature", spans.Only.Tag("aiinstrument.feature.id"));
        Assert.Same(own, provider.GetRequiredKeyedService<IChatClient>("own"));
        Assert.Same(client, provider.GetRequiredService<IChatClient>());
        Assert.Throws<InvalidOperationException>(() => provider.GetRequiredKeyedService<IChatClient>("no.such.feature"));
    }

    [Fact]
    public async Task An_http_client_of_the_factory_is_measured()
    {
        var app = await App.BuildAsync(Source);
        await using var server = await ModelStubServer.StartAsync(cancellationToken: Cancel);
        var services = new ServiceCollection();
        app.Invoke("AddHttp", services);
        await using var provider = services.BuildServiceProvider();
        using var spans = new Spans();
        using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("llm");
        using var response = await http.PostAsync(
            new Uri(server.BaseUrl, "v1/embeddings"), new StringContent("""{"model":"e","input":"x"}""", System.Text.Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(server.Ledger.Entries.Single().Tokens.Input, spans.Only.Tag("gen_ai.usage.input_tokens"));
    }

    [Fact]
    public async Task Builders_take_the_middleware_and_a_tools_calls_are_its_own()
    {
        var app = await App.BuildAsync("""
            namespace Microsoft.Extensions.AI
            {
                public sealed class ChatClientBuilder(IChatClient inner)
                {
                    private IChatClient _client = inner;
                    public ChatClientBuilder Use(Func<IChatClient, IChatClient> factory) { _client = factory(_client); return this; }
                    public IChatClient Build() => _client;
                }

                public sealed class EmbeddingGeneratorBuilder<TInput, TEmbedding>(IEmbeddingGenerator<TInput, TEmbedding> inner) where TEmbedding : Embedding
                {
                    private IEmbeddingGenerator<TInput, TEmbedding> _generator = inner;
                    public EmbeddingGeneratorBuilder<TInput, TEmbedding> Use(Func<IEmbeddingGenerator<TInput, TEmbedding>, IEmbeddingGenerator<TInput, TEmbedding>> factory) { _generator = factory(_generator); return this; }
                    public IEmbeddingGenerator<TInput, TEmbedding> Build() => _generator;
                }

                public class FunctionInvokingChatClient(IChatClient inner, Func<Task> tool) : DelegatingChatClient(inner)
                {
                    private static readonly AsyncLocal<object?> s_context = new();
                    public static object? CurrentContext => s_context.Value;

                    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
                    {
                        await base.GetResponseAsync(messages, options, cancellationToken);
                        await Invoke();
                        return await base.GetResponseAsync(messages, options, cancellationToken);
                    }

                    private async Task Invoke() { s_context.Value = new object(); await tool(); }
                }
            }

            namespace TestApp
            {
                using AiInstrument;
                using Microsoft.Extensions.AI;
                public static class Program
                {
                    public static async Task Run(IChatClient client, IEmbeddingGenerator<string, Embedding<float>> generator)
                    {
                        var measured = new ChatClientBuilder(client).UseAiInstrument().Build();
                        var embedder = new EmbeddingGeneratorBuilder<string, Embedding<float>>(generator).UseAiInstrument().Build();
                        Func<IEnumerable<string>, EmbeddingGenerationOptions?, CancellationToken, Task<GeneratedEmbeddings<Embedding<float>>>> tool = embedder.GenerateAsync;
                        var chat = new FunctionInvokingChatClient(measured, () => tool(["looked up"], null, default));
                        await chat.GetResponseAsync([new ChatMessage(ChatRole.User, "hi")]);
                    }
                }
            }
            """);
        using var client = new FakeClient();
        using var spans = new Spans();

        await app.CallAsync("Run", client, client);

        Assert.Equal(["embeddings embedder", "chat default"], spans.All.Select(s => s.DisplayName));
        Assert.Equal(["middleware", null], spans.All.Select(s => s.Tag("aiinstrument.call_site.kind")));
    }
}
