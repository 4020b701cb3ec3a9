using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Generators.Tests;

/// <summary>Calls that a project declares itself are intercepted without an adapter.</summary>
public sealed class OwnCallTests
{
    private const string Source = """
        using AiInstrument;
        using Microsoft.Extensions.AI;
        namespace TestApp;

        public interface IGateway
        {
            [AiModelCall(Operation = "embeddings", Provider = "contoso")]
            ValueTask<float[]> EmbedAsync(string text);
        }

        // Two clients at once: no adapter may be chosen for it.
        public abstract class Both : IChatClient, IEmbeddingGenerator<string, Embedding<float>>
        {
            public abstract Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default);
            public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default);
            public abstract Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> v, EmbeddingGenerationOptions? o = null, CancellationToken t = default);
            public object? GetService(System.Type type, object? key = null) => null;
            public void Dispose() { }

            [AiModelCall]
            public string Ask(string prompt) => prompt + "!";
        }

        public sealed class Client : Both, IGateway
        {
            public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default) => throw new System.NotSupportedException();
            public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default) => throw new System.NotSupportedException();
            public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> v, EmbeddingGenerationOptions? o = null, CancellationToken t = default) => throw new System.NotSupportedException();
            public ValueTask<float[]> EmbedAsync(string text) => new([1f]);

            [AiModelCall]
            public Task<ChatResponse> AnswerAsync() => Task.FromResult(new ChatResponse { ModelId = "m", Usage = new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4 } });

            [AiModelCall]
            public async IAsyncEnumerable<string> StreamAsync()
            {
                await Task.Yield();
                yield return "a";
                yield return "b";
            }
        }

        public static class Program
        {
            [AiFeature("ask")]
            public static Task<string> AskAsync() => Task.FromResult(new Client().Ask("Hello"));

            public static async Task<int> EmbedAsync(IGateway? gateway = null) => (await (gateway ?? new Client()).EmbedAsync("x")).Length;

            public static async Task<string?> AnswerAsync() => (await new Client().AnswerAsync()).ModelId;

            public static async Task<string> StreamAsync()
            {
                var all = "";
                await foreach (var part in new Client().StreamAsync())
                {
                    all += part;
                }

                return all;
            }
        }
        """;

    [Fact]
    public async Task A_marked_method_is_measured_with_attribution_and_without_usage()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        Assert.Equal("Hello!", await app.CallAsync<string>("AskAsync"));

        var span = spans.Only;
        Assert.Equal(("chat", "ask", null), (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("aiinstrument.feature.id"), span.GetTagItem("gen_ai.usage.input_tokens")));
    }

    [Fact]
    public async Task The_mark_tells_operation_and_provider()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        Assert.Equal(1, await app.CallAsync<int>("EmbedAsync", [null]));

        Assert.Equal(("embeddings", "contoso"), (spans.Only.GetTagItem("gen_ai.operation.name"), spans.Only.GetTagItem("gen_ai.provider.name")));
    }

    [Fact]
    public async Task A_result_of_a_known_type_tells_its_usage()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        Assert.Equal("m", await app.CallAsync<string>("AnswerAsync"));

        Assert.Equal((3L, 4L), (spans.Only.GetTagItem("gen_ai.usage.input_tokens"), spans.Only.GetTagItem("gen_ai.usage.output_tokens")));
    }

    [Fact]
    public async Task A_stream_is_measured_to_its_end()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        Assert.Equal("ab", await app.CallAsync<string>("StreamAsync"));

        Assert.NotNull(spans.Only);
    }

    [Fact]
    public async Task What_is_configured_is_intercepted_and_what_is_instrumented_is_not()
    {
        const string Code = """
            using Microsoft.Extensions.AI;
            namespace TestApp;
            public static class Gateway { public static string Ask() => ""; public static string Tell() => ""; }
            public class Measured(IChatClient inner) : DelegatingChatClient(inner);
            public static class Program
            {
                public static void Run(Measured measured, IChatClient other)
                {
                    Gateway.Ask();
                    Gateway.Tell();
                    measured.GetResponseAsync("x");
                    other.GetResponseAsync("x");
                }
            }
            """;

        var app = App.Load(await (App.Project(Code) with { EditorConfig = "[*.cs]\naiinstrument.llm_methods = TestApp.Gateway.Ask\naiinstrument.instrumented_types = TestApp.Measured\n" }).GenerateAsync(new AiInstrumentGenerator()));

        Assert.Equal(
            ["Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync", "TestApp.Gateway.Ask"],
            app.Manifest.CallSites.Select(s => s.Method).Order(StringComparer.Ordinal));
        Assert.All(app.Manifest.CallSites, s => Assert.Null(s.Escape));
    }
}
