using System.ClientModel;
using System.ClientModel.Primitives;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using OpenAI.Chat;

namespace AiInstrument.Generators.Tests;

/// <summary>OpenAI: runs, videos, decisions and batches; clients that derive from the SDK's, as Azure's do; and the names before 2.8.</summary>
public sealed class OpenAiBeyondChatTests
{
    private const string Run = """{"id":"run_1","object":"thread.run","created_at":1,"assistant_id":"asst_1","thread_id":"thread_1","status":"completed","model":"gpt-4o","instructions":"","tools":[],"metadata":{},"parallel_tool_calls":true,"usage":{"prompt_tokens":70,"completion_tokens":30,"total_tokens":100}}""";

    private static string s_begun => Run.Replace("""{"prompt_tokens":70,"completion_tokens":30,"total_tokens":100}""", "null", StringComparison.Ordinal).Replace("completed", "queued", StringComparison.Ordinal);

    private static string s_stream => $"""
        event: thread.run.created
        data: {s_begun}

        event: thread.run.completed
        data: {Run}

        event: done
        data: [DONE]


        """;

    private const string Source = """
        using AiInstrument;
        using OpenAI.Assistants;
        using OpenAI.Batch;
        using OpenAI.Decisions;
        using OpenAI.Videos;
        using System.ClientModel;
        namespace TestApp;
        [AiFeature("beyond")]
        public static class Program
        {
            public static async Task Begin(AssistantClient client) => await client.CreateRunAsync("thread_1", "asst_1", new RunCreationOptions { ModelOverride = "gpt-4o", MaxOutputTokenCount = 64 });
            public static async Task Stream(AssistantClient client, int atMost)
            {
                var seen = 0;
                await foreach (var update in await client.CreateRunStreamingAsync("thread_1", "asst_1"))
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }
            }
            public static async Task Film(VideoClient client) => await client.CreateVideoAsync(BinaryContent.CreateJson("{}"), "application/json");
            public static async Task Decide(DecisionsClient client) => await client.CreateDecisionAsync(BinaryContent.CreateJson("{}"));
            public static async Task Batch(BatchClient client) => await client.CreateBatchAsync(BinaryContent.CreateJson("{}"), false);
        }
        """;

    private static readonly string[] s_facts = ["gen_ai.provider.name", "server.address", "gen_ai.response.id", "gen_ai.request.max_tokens", "aiinstrument.usage.estimated", "aiinstrument.outcome"];

    [Fact]
    public async Task Runs_are_read_raw_and_streamed()
    {
        var app = await App.BuildAsync(Source);

        async Task<string> Span(string method, string body, string contentType, params object[] arguments)
        {
            using var spans = new Spans();
            await app.CallAsync(method, [OpenAiStub.Client(new StubHandler(body, contentType)).GetAssistantClient(), .. arguments]);
            return spans.Only.DisplayName + ": " + spans.Only.Usage() + " " + spans.Only.Told(s_facts);
        }

        Assert.Equal("invoke_agent gpt-4o: 70 30 - - - - - openai api.openai.com run_1 64 ok", await Span("Begin", Run, "application/json"));
        Assert.Equal("invoke_agent gpt-4o: - - - - - - - openai api.openai.com run_1 64 ok", await Span("Begin", s_begun, "application/json"));
        Assert.Equal("invoke_agent gpt-4o: 70 30 - - - - - openai api.openai.com run_1 ok", await Span("Stream", s_stream, "text/event-stream", -1));
        Assert.Equal("invoke_agent gpt-4o: - - - - - - - openai api.openai.com run_1 True abandoned", await Span("Stream", s_stream, "text/event-stream", 1));
    }

    [Fact]
    public async Task Videos_decisions_and_batches_are_counted_with_what_their_JSON_tells()
    {
        var app = await App.BuildAsync(Source);
        var client = OpenAiStub.Client(new StubHandler("""{"id":"x_1","object":"x","model":"m-1","status":"queued","usage":{"input_tokens":5,"output_tokens":6}}"""));

        async Task<string> Span(string method, object argument)
        {
            using var spans = new Spans();
            await app.CallAsync(method, argument);
            return spans.Only.Told("gen_ai.operation.name", "server.address", "gen_ai.response.model", "gen_ai.response.id", "aiinstrument.outcome") + " " + spans.Only.Usage();
        }

        Assert.Equal("generate_content api.openai.com m-1 x_1 ok 5 6 - - - - -", await Span("Film", client.GetVideoClient()));
        Assert.Equal("chat api.openai.com m-1 x_1 ok 5 6 - - - - -", await Span("Decide", client.GetDecisionsClient()));
        Assert.Equal("batch api.openai.com ok - - - - - - -", await Span("Batch", client.GetBatchClient()));
    }

    /// <summary>As Azure.AI.OpenAI 2.x derives its clients, whose own type it does not show.</summary>
    private sealed class DerivedChatClient(HttpMessageHandler handler) : ChatClient("my-deployment", new ApiKeyCredential("key"), new OpenAI.OpenAIClientOptions
    {
        Endpoint = new Uri("https://contoso.openai.azure.com/openai/v1/"),
        Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
        RetryPolicy = new ClientRetryPolicy(0),
    });

    [Fact]
    public async Task A_client_that_derives_from_the_SDKs_is_Azures_by_its_host()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using OpenAI.Chat;
            namespace TestApp;
            public class AzureChatClient : ChatClient
            {
                private readonly ChatClient _inner;
                public AzureChatClient(ChatClient inner) : base("my-deployment", new System.ClientModel.ApiKeyCredential("key"), new OpenAI.OpenAIClientOptions { Endpoint = inner.Endpoint }) => _inner = inner;
                public override Task<System.ClientModel.ClientResult<ChatCompletion>> CompleteChatAsync(IEnumerable<ChatMessage> messages, ChatCompletionOptions? options = null, CancellationToken cancellationToken = default) => _inner.CompleteChatAsync(messages, options, cancellationToken);
            }
            [AiFeature("azure")]
            public static class Program
            {
                public static async Task<string> Ask(ChatClient client) => (await client.CompleteChatAsync("hi")).Value.Id;
                public static async Task<string> AskDerived(ChatClient client) => (await new AzureChatClient(client).CompleteChatAsync([new UserChatMessage("hi")])).Value.Id;
                public static async Task<int> Stream(ChatClient client)
                {
                    var seen = 0;
                    await foreach (var update in client.CompleteChatStreamingAsync("hi"))
                    {
                        seen++;
                    }

                    return seen;
                }
            }
            """);
        foreach (var method in (string[])["Ask", "AskDerived"])
        {
            using var spans = new Spans();
            await app.CallAsync<string>(method, new DerivedChatClient(new StubHandler(OpenAiStub.ChatJson)));
            Assert.Equal("chat my-deployment azure.ai.openai contoso.openai.azure.com 120 30 64 - - - 12", spans.Only.DisplayName + " " + spans.Only.Told("gen_ai.provider.name", "server.address") + " " + spans.Only.Usage());
        }

        using var stream = new Spans();
        await app.CallAsync<int>("Stream", new DerivedChatClient(new StubHandler(OpenAiStub.ChatStream, "text/event-stream")));
        Assert.Equal("azure.ai.openai 10 20 4 - - - 3", stream.Only.Told("gen_ai.provider.name") + " " + stream.Only.Usage());
    }

    [Fact]
    public async Task Responses_before_2_8_are_read_under_their_older_names()
    {
        var (reference, image) = StubSdk.Compile("OpenAI", """
            using System.ClientModel;
            using System.ClientModel.Primitives;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            namespace OpenAI.Responses
            {
                public class OpenAIResponseClient
                {
                    public virtual async Task<ClientResult<OpenAIResponse>> CreateResponseAsync(string userInputText, ResponseCreationOptions? options = null)
                    {
                        await Task.Yield();
                        return ClientResult.FromValue(OpenAIResponse.Full, new Answer());
                    }

                    public virtual AsyncCollectionResult<StreamingResponseUpdate> CreateResponseStreamingAsync(string userInputText) => new Updates();

                    private sealed class Updates : AsyncCollectionResult<StreamingResponseUpdate>
                    {
                        public override ContinuationToken? GetContinuationToken(ClientResult page) => null;
                        public override async IAsyncEnumerable<ClientResult> GetRawPagesAsync() { await Task.Yield(); yield return null!; }
                        protected override async IAsyncEnumerable<StreamingResponseUpdate> GetValuesFromPageAsync(ClientResult page)
                        {
                            await Task.Yield();
                            yield return new StreamingResponseUpdate();
                            yield return new StreamingResponseCompletedUpdate { Response = OpenAIResponse.Full };
                        }
                    }
                }

                public class Answer : PipelineResponse
                {
                    public override int Status => 200;
                    public override string ReasonPhrase => "OK";
                    public override System.IO.Stream? ContentStream { get; set; }
                    public override System.BinaryData Content => System.BinaryData.FromString("{}");
                    protected override PipelineResponseHeaders HeadersCore => null!;
                    public override System.BinaryData BufferContent(System.Threading.CancellationToken cancellationToken = default) => Content;
                    public override ValueTask<System.BinaryData> BufferContentAsync(System.Threading.CancellationToken cancellationToken = default) => new(Content);
                    public override void Dispose() { }
                }

                public class ResponseCreationOptions { public int? MaxOutputTokenCount { get; set; } public float? Temperature { get; set; } public float? TopP { get; set; } }
                public class OpenAIResponse
                {
                    public static OpenAIResponse Full => new() { Usage = new() };
                    public string Id => "resp_1";
                    public string Model => "gpt-5-2025";
                    public ResponseStatus? Status => ResponseStatus.Completed;
                    public ResponseIncompleteStatusDetails? IncompleteStatusDetails => null;
                    public ResponseTokenUsage? Usage { get; set; }
                }

                public enum ResponseStatus { InProgress, Completed, Incomplete, Failed }
                public class ResponseIncompleteStatusDetails { public string? Reason => null; }
                public class ResponseTokenUsage
                {
                    public int InputTokenCount => 50;
                    public int OutputTokenCount => 60;
                    public ResponseInputTokenUsageDetails InputTokenDetails => new();
                    public ResponseOutputTokenUsageDetails OutputTokenDetails => new();
                }

                public class ResponseInputTokenUsageDetails { public int CachedTokenCount => 32; }
                public class ResponseOutputTokenUsageDetails { public int ReasoningTokenCount => 48; }
                public class StreamingResponseUpdate { }
                public class StreamingResponseCompletedUpdate : StreamingResponseUpdate { public OpenAIResponse? Response { get; set; } }
                public class StreamingResponseIncompleteUpdate : StreamingResponseUpdate { public OpenAIResponse? Response { get; set; } }
                public class StreamingResponseFailedUpdate : StreamingResponseUpdate { public OpenAIResponse? Response { get; set; } }
            }
            """);
        var project = App.Project("""
            using AiInstrument;
            using OpenAI.Responses;
            namespace TestApp;
            [AiFeature("older")]
            public static class Program
            {
                public static async Task Ask() => await new OpenAIResponseClient().CreateResponseAsync("x", new() { MaxOutputTokenCount = 64 });
                public static async Task Stream()
                {
                    await foreach (var update in new OpenAIResponseClient().CreateResponseStreamingAsync("x"))
                    {
                    }
                }
            }
            """) with
        { References = TestReferences.WithoutSdks.Add(reference) };
        var app = App.Load(await project.GenerateAsync(new AiInstrumentGenerator()), image);

        foreach (var (method, told) in new[] { ("Ask", "gpt-5-2025 resp_1 64 ok"), ("Stream", "gpt-5-2025 resp_1 ok") })
        {
            using var spans = new Spans();
            await app.CallAsync(method);
            Assert.Equal("50 60 32 - - - 48 stop " + told, spans.Only.Usage() + " " + spans.Only.Told("gen_ai.response.finish_reasons", "gen_ai.response.model", "gen_ai.response.id", "gen_ai.request.max_tokens", "aiinstrument.usage.estimated", "aiinstrument.outcome"));
        }
    }
}
