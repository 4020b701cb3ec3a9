using System.ClientModel;
using AiInstrument.Generators.Tests.Harness;
using OpenAI.Responses;

namespace AiInstrument.Generators.Tests;

public sealed class OpenAiResponsesTests
{
    private const string Response = """
        {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt-5-2025-08-07","service_tier":"flex","output":[],"parallel_tool_calls":true,"tools":[],"metadata":{},
         "usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":32,"cache_write_tokens":8},"output_tokens":60,"output_tokens_details":{"reasoning_tokens":48},"total_tokens":110}}
        """;

    private static readonly string s_stream = $"""
        event: response.created
        data: {OneLine("""{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"gpt-5-2025-08-07","output":[],"parallel_tool_calls":true,"tools":[],"metadata":{}}}""")}

        event: response.output_text.delta
        data: {OneLine("""{"type":"response.output_text.delta","sequence_number":1,"item_id":"m","output_index":0,"content_index":0,"delta":"Hi"}""")}

        event: response.completed
        data: {OneLine("{\"type\":\"response.completed\",\"sequence_number\":2,\"response\":" + Response + "}")}


        """;

    private const string Source = """
        using AiInstrument;
        using OpenAI.Responses;
        using System.ClientModel;
        namespace TestApp;
        [AiFeature("respond")]
        public static class Program
        {
            public static async Task<string> Ask(ResponsesClient client) => (await client.CreateResponseAsync("gpt-5", "hi")).Value.Id;
            public static string AskSync(ResponsesClient client) => client.CreateResponse(new CreateResponseOptions("gpt-5", [ResponseItem.CreateUserMessageItem("hi")]) { MaxOutputTokenCount = 70 }).Value.Id;
            public static async Task<string> Raw(ResponsesClient client) => (await client.CreateResponseAsync(BinaryContent.CreateJson("{}"))).GetRawResponse().Status.ToString();
            public static Task<AsyncStreamingResult<StreamingResponseUpdate>> Open(ResponsesClient client) => client.CreateResponseStreamingAsync("gpt-5", "hi");
        }
        """;

    [Theory]
    [InlineData("Ask")]
    [InlineData("AskSync")]
    [InlineData("Raw")]
    public async Task A_response_is_read_typed_and_raw(string method)
    {
        var app = await App.BuildAsync(Source);
        using var spans = new Spans();

        var result = app.Invoke(method, OpenAiStub.Client(new StubHandler(Response)).GetResponsesClient());
        if (result is Task task)
        {
            await task;
        }

        var span = spans.Only;
        Assert.Equal(50L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(60L, span.Tag("gen_ai.usage.output_tokens"));
        Assert.Equal(32L, span.Tag("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(48L, span.Tag("gen_ai.usage.reasoning.output_tokens"));
        Assert.Equal("resp_1", span.Tag("gen_ai.response.id"));
        Assert.Equal("gpt-5-2025-08-07", span.Tag("gen_ai.response.model"));
        Assert.Equal("flex", span.Tag("openai.response.service_tier"));
        Assert.Equal(method == "Raw" ? null : "gpt-5", span.Tag("gen_ai.request.model"));
        Assert.Equal(method == "AskSync" ? 70L : null, span.Tag("gen_ai.request.max_tokens"));
    }

    [Fact]
    public async Task The_span_of_a_streamed_response_lasts_from_the_request_to_the_last_event()
    {
        var app = await App.BuildAsync(Source);
        var handler = new StubHandler(s_stream, "text/event-stream");
        using var spans = new Spans();

        var result = await app.CallAsync<AsyncStreamingResult<StreamingResponseUpdate>>("Open", OpenAiStub.Client(handler).GetResponsesClient());
        Assert.Equal(1, handler.Requests);
        Assert.Empty(spans.All);
        Assert.Equal(200, result.Status);
        Assert.True(result.Headers.TryGetValue("Content-Type", out var type));
        Assert.StartsWith("text/event-stream", type, StringComparison.Ordinal);

        var kinds = new List<Type>();
        await foreach (var update in result)
        {
            kinds.Add(update.GetType());
        }

        Assert.Equal([typeof(StreamingResponseCreatedUpdate), typeof(StreamingResponseOutputTextDeltaUpdate), typeof(StreamingResponseCompletedUpdate)], kinds);
        var span = spans.Only;
        Assert.Equal(50L, span.Tag("gen_ai.usage.input_tokens"));
        Assert.Equal(48L, span.Tag("gen_ai.usage.reasoning.output_tokens"));
        Assert.Equal(true, span.Tag("gen_ai.request.stream"));
        Assert.Equal("gpt-5", span.Tag("gen_ai.request.model"));
        Assert.Null(span.Tag("aiinstrument.usage.estimated"));
    }

    [Fact]
    public async Task A_streamed_response_that_nobody_enumerates_ends_when_it_is_disposed()
    {
        var app = await App.BuildAsync(Source);
        var handler = new DisposalHandler(s_stream);
        using var spans = new Spans();

        var result = await app.CallAsync<AsyncStreamingResult<StreamingResponseUpdate>>("Open", OpenAiStub.Client(handler).GetResponsesClient());
        await result.DisposeAsync();

        Assert.Equal(true, spans.Only.Tag("aiinstrument.usage.estimated"));
        Assert.True(handler.Disposed);
    }

    private static string OneLine(string json) => json.ReplaceLineEndings("");

    private sealed class DisposalHandler(string body) : HttpMessageHandler
    {
        public bool Disposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(new Watched(System.Text.Encoding.UTF8.GetBytes(body), this));
            content.Headers.ContentType = new("text/event-stream");
            return Task.FromResult(new HttpResponseMessage { Content = content, RequestMessage = request });
        }

        private sealed class Watched(byte[] bytes, DisposalHandler owner) : MemoryStream(bytes)
        {
            protected override void Dispose(bool disposing)
            {
                owner.Disposed = true;
                base.Dispose(disposing);
            }
        }
    }
}
