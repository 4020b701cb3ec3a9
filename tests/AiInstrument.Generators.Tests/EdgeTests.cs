using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

public sealed class EdgeTests
{
    [Fact]
    public async Task Receivers_may_be_structs_derived_generic_or_nested_clients()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace TestApp;

            [AiFeature("receivers")]
            public static class Program
            {
                public static async Task<int> All(IChatClient inner)
                {
                    var value = new StructClient { Inner = inner };
                    await value.GetResponseAsync([]);
                    await new Outer<string>.Nested<int>(inner).GetResponseAsync([]);
                    await new Derived(inner).GetResponseAsync([]);
                    IChatClient? none = null;
                    if (none?.GetResponseAsync([]) is { } task) await task;
                    return value.Calls;
                }
            }

            public struct StructClient : IChatClient
            {
                public IChatClient Inner;
                public int Calls;
                public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken c = default) { Calls++; return Inner.GetResponseAsync(m, o, c); }
                public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken c = default) => Inner.GetStreamingResponseAsync(m, o, c);
                public object? GetService(Type t, object? k = null) => Inner.GetService(t, k);
                public void Dispose() { }
            }

            public class Outer<T>
            {
                public sealed class Nested<U>(IChatClient inner) : DelegatingChatClient(inner)
                {
                    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken c = default) => base.GetResponseAsync(m, o, c);
                }
            }

            public sealed class Derived(IChatClient inner) : DelegatingChatClient(inner);
            """);
        using var spans = new Spans();
        using var client = new FakeClient();

        // The struct counts in place: its interceptor works on the caller's variable.
        Assert.Equal(1, await app.CallAsync<int>("All", client));

        Assert.Equal(3, spans.All.Count);
        Assert.All(spans.All, s => Assert.Equal(11L, s.Tag("gen_ai.usage.input_tokens")));
    }

    [Fact]
    public async Task Files_of_the_same_text_build_and_their_calls_escape()
    {
        const string Twin = "using AiInstrument; using OpenAI.Chat; file static class Twin { [AiFeature(\"twin\")] public static void M(ChatClient c) => c.CompleteChat(\"x\"); }";
        var app = await App.BuildAsync(Twin, Twin, "namespace TestApp; public static class Program { public static void Ask(OpenAI.Chat.ChatClient c) => c.CompleteChat(\"x\"); }");

        Assert.Equal([null, "twin-file"], app.Manifest.CallSites.Select(s => s.Escape).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_group_that_comes_from_elsewhere_is_not_guessed()
    {
        var app = await App.BuildAsync("""
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Routing;
            namespace TestApp;
            public static class Endpoints
            {
                public static void Known(this IEndpointRouteBuilder app) => app.MapGet("/known", () => "");
                public static void Unknown(this RouteGroupBuilder group) => group.MapGet("/unknown", () => "");
                public static RouteGroupBuilder Own(this IEndpointRouteBuilder app) => app.MapGroup("/own");
                public static void ViaMethod(this IEndpointRouteBuilder app) => app.Own().MapGet("/via", () => "");
                public static void Computed(this IEndpointRouteBuilder app, string pattern) => app.MapGet(pattern, () => "");
            }
            """);

        Assert.Equal(["GET /known"], app.Manifest.Routes.Select(r => r.Name));
    }

    [Fact]
    public async Task A_failing_reader_changes_nothing_for_the_caller()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            public static class Program { [AiFeature("f")] public static async Task<string> Ask(IChatClient client) => (await client.GetResponseAsync("x")).Text; }
            """);
        using var spans = new Spans();
        using var client = new FaultyMetadata();

        Assert.Equal("Hello", await app.CallAsync<string>("Ask", client));
        Assert.Equal(11L, spans.Only.Tag("gen_ai.usage.input_tokens"));
    }

    private sealed class FaultyMetadata : Microsoft.Extensions.AI.DelegatingChatClient
    {
        public FaultyMetadata()
            : base(new FakeClient())
        {
        }

        public override object? GetService(Type serviceType, object? serviceKey = null) => throw new InvalidOperationException("metadata");
    }
}
