using System.Diagnostics;
using AiInstrument.Generators.Tests.Harness;
using OpenAI.Chat;

namespace AiInstrument.Generators.Tests;

public sealed class OpenAiStreamTests
{
    private const string Source = """
        using AiInstrument;
        using OpenAI.Chat;
        using System.ClientModel;
        namespace TestApp;
        [AiFeature("stream")]
        public static class Program
        {
            public static AsyncCollectionResult<StreamingChatCompletionUpdate> Open(ChatClient client) => client.CompleteChatStreamingAsync(new UserChatMessage("hi"));
            public static AsyncCollectionResult<StreamingChatCompletionUpdate> OpenWith(ChatClient client, CancellationToken cancellation) =>
                client.CompleteChatStreamingAsync([new UserChatMessage("hi")], cancellationToken: cancellation);
            public static CollectionResult<StreamingChatCompletionUpdate> OpenSync(ChatClient client) => client.CompleteChatStreaming([new UserChatMessage("hi")], new ChatCompletionOptions { TopP = 0.25f });
        }
        """;

    [Fact]
    public async Task The_usage_of_the_last_part_is_recorded_when_the_stream_is_read_to_its_end()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();
        var text = "";

        await foreach (var update in Open(app))
        {
            Assert.Same(spans.Root, Activity.Current);
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
        }

        Assert.Equal("Hello", text);
        Assert.Same(spans.Root, Activity.Current);
        AssertWhole(spans.Only, app.Manifest.CallSites.Single(s => s.Member.Contains(".Open(", StringComparison.Ordinal)).Id);
    }

    [Fact]
    public async Task A_synchronous_stream_is_recorded_alike()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();
        var text = "";

        foreach (var update in OpenSync(app))
        {
            Assert.Same(spans.Root, Activity.Current);
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
        }

        Assert.Equal("Hello", text);
        AssertWhole(spans.Only, app.Manifest.CallSites.Single(s => s.Method.EndsWith("Streaming", StringComparison.Ordinal)).Id);
        Assert.Equal(0.25, spans.Only.Tag("gen_ai.request.top_p"));
    }

    [Fact]
    public async Task Nothing_is_sent_or_recorded_before_somebody_enumerates_and_each_enumeration_is_a_call()
    {
        var app = await App.BuildAsync(Source);
        var handler = new StubHandler(OpenAiStub.ChatStream, "text/event-stream");
        using var spans = new Spans();

        var stream = Open(app, handler);
        Assert.Equal(0, handler.Requests);
        Assert.Empty(spans.All);
        Assert.Equal(3, await stream.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, await stream.CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, handler.Requests);
        Assert.Equal(2, spans.All.Count);
    }

    [Fact]
    public async Task A_stream_that_is_left_early_is_marked_as_an_estimate()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        await foreach (var update in Open(app))
        {
            break;
        }

        var span = spans.Only;
        Assert.Equal("abandoned", span.Tag("aiinstrument.outcome"));
        Assert.Equal(true, span.Tag("aiinstrument.usage.estimated"));
        Assert.Equal("chatcmpl-2", span.Tag("gen_ai.response.id"));
        Assert.Null(span.Tag("gen_ai.usage.output_tokens"));
    }

    [Fact]
    public async Task A_cancelled_stream_throws_what_the_SDK_throws_and_is_recorded_as_cancelled()
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var stream = (System.ClientModel.AsyncCollectionResult<StreamingChatCompletionUpdate>)app.Invoke("OpenWith", Client(null), cancellation.Token)!;

        await Assert.ThrowsAsync<TaskCanceledException>(async () => await stream.CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal("cancelled", spans.Only.Tag("aiinstrument.outcome"));
        Assert.NotEqual(System.Diagnostics.ActivityStatusCode.Error, spans.Only.Status);
    }

    [Fact]
    public async Task Raw_pages_are_the_real_ones_and_the_call_is_recorded_without_a_usage()
    {
        var app = await App.BuildAsync(Source);
        var handler = new StubHandler(OpenAiStub.ChatStream, "text/event-stream");
        using var spans = new Spans();
        var bodies = new List<string>();

        var stream = Open(app, handler);
        await foreach (var page in stream.GetRawPagesAsync())
        {
            Assert.Null(stream.GetContinuationToken(page));
            Assert.Equal(0, handler.Requests);
            Assert.Equal(200, page.GetRawResponse().Status);
            using var reader = new StreamReader(page.GetRawResponse().ContentStream!);
            bodies.Add(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        foreach (var page in OpenSync(app, handler).GetRawPages())
        {
            using var reader = new StreamReader(page.GetRawResponse().ContentStream!);
            bodies.Add(reader.ReadToEnd());
        }

        Assert.Equal([OpenAiStub.ChatStream, OpenAiStub.ChatStream], bodies);
        Assert.Equal(2, handler.Requests);
        Assert.Equal(2, spans.All.Count);
        Assert.All(spans.All, s => Assert.Equal(true, s.Tag("aiinstrument.usage.estimated")));
    }

    private static System.ClientModel.AsyncCollectionResult<StreamingChatCompletionUpdate> Open(App app, StubHandler? handler = null) =>
        (System.ClientModel.AsyncCollectionResult<StreamingChatCompletionUpdate>)app.Invoke("Open", Client(handler))!;

    private static System.ClientModel.CollectionResult<StreamingChatCompletionUpdate> OpenSync(App app, StubHandler? handler = null) =>
        (System.ClientModel.CollectionResult<StreamingChatCompletionUpdate>)app.Invoke("OpenSync", Client(handler))!;

    private static ChatClient Client(StubHandler? handler) =>
        OpenAiStub.Client(handler ?? new StubHandler(OpenAiStub.ChatStream, "text/event-stream")).GetChatClient("gpt-4o-mini");

    private static void AssertWhole(Activity span, string siteId)
    {
        Assert.Equal(10L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(20L, span.Tag("gen_ai.usage.output_tokens"));
        Assert.Equal(4L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(3L, span.Tag("gen_ai.usage.reasoning.output_tokens"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(span.Tag("gen_ai.response.finish_reasons")));
        Assert.Equal("chatcmpl-2", span.Tag("gen_ai.response.id"));
        Assert.Equal("stream", span.Tag("aiinstrument.feature.id"));
        Assert.Equal(siteId, span.Tag("aiinstrument.call_site.id"));
        Assert.Null(span.Tag("aiinstrument.usage.estimated"));
        Assert.NotNull(span.Tag("gen_ai.response.time_to_first_chunk"));
    }
}
