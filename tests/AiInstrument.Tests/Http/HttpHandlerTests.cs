using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AiInstrument.Budgets;
using AiInstrument.Capture;
using AiInstrument.Http;
using AiInstrument.Tests.Budgets;
using Anthropic;
using Anthropic.Core;
using Anthropic.Models.Messages;
using ModelStub;
using ModelStub.Ledger;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace AiInstrument.Tests.Http;

#pragma warning disable OPENAI001 // The Responses API is marked as experimental.
public sealed class HttpHandlerTests : IAsyncLifetime
{
    private readonly SocketsHttpHandler _sockets = new();
    private HttpClient _http = null!;
    private ModelStubServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OpenAIClient OpenAI => new(new ApiKeyCredential("stub"), new OpenAIClientOptions
    {
        Endpoint = new Uri(_server.BaseUrl, "v1"),
        Transport = new HttpClientPipelineTransport(_http),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    });

    public async ValueTask InitializeAsync()
    {
        _server = await ModelStubServer.StartAsync(cancellationToken: Cancel);
        _http = new HttpClient(new AiInstrumentHttpHandler(_sockets)) { BaseAddress = _server.BaseUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_tokens_of_real_sdks_equal_the_servers_ledger()
    {
        using var spans = Spans.Listen();
        using var scope = AiScope.Begin(organization: "acme");
        using var feature = AiScope.Feature("ticket.summarize");
        var chat = OpenAI.GetChatClient("gpt-5.4-mini");
        await chat.CompleteChatAsync([new UserChatMessage("Summarize the ticket about the broken lamp.")], cancellationToken: Cancel);
        await foreach (var _ in chat.CompleteChatStreamingAsync([new UserChatMessage("Answer in a stream, please.")], cancellationToken: Cancel))
        {
        }

        chat.CompleteChat([new UserChatMessage("Without waiting for a task.")], cancellationToken: Cancel);
        var responses = OpenAI.GetResponsesClient();
        await responses.CreateResponseAsync("gpt-5.4-mini", "One response.", cancellationToken: Cancel);
        await foreach (var _ in await responses.CreateResponseStreamingAsync("gpt-5.4-mini", "A streamed response.", cancellationToken: Cancel))
        {
        }

        await OpenAI.GetEmbeddingClient("text-embedding-3-small").GenerateEmbeddingAsync("words", cancellationToken: Cancel);
        using var anthropic = new AnthropicClient(new ClientOptions { ApiKey = "stub", BaseUrl = _server.BaseUrl.ToString(), HttpClient = _http, MaxRetries = 0 });
        await anthropic.Messages.Create(Message("Say hello.", Ttl.Ttl5m), Cancel);
        await foreach (var _ in anthropic.Messages.CreateStreaming(Message("Say hello in a stream.", Ttl.Ttl1h), Cancel))
        {
        }

        await SameAsTheLedgerAsync(spans, 8);
        Assert.All(spans.Ended, static span =>
        {
            Assert.Equal("ok", span.GetTagItem("aiinstrument.outcome"));
            Assert.Equal("http", span.GetTagItem("aiinstrument.call_site.kind"));
            Assert.Equal("ticket.summarize", span.GetTagItem("aiinstrument.feature.id"));
            Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
            Assert.Null(span.GetTagItem("aiinstrument.call_site.id"));
            Assert.Null(span.GetTagItem("aiinstrument.usage.estimated"));
        });
        Assert.Equal(
            ["chat gpt-5.4-mini", "chat gpt-5.4-mini", "chat gpt-5.4-mini", "chat gpt-5.4-mini", "chat gpt-5.4-mini", "embeddings text-embedding-3-small", "chat claude-sonnet-4-5", "chat claude-sonnet-4-5"],
            spans.Ended.Select(static span => span.DisplayName));
        Assert.Equal(["stop"], (string[])spans.Ended[0].GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.Equal(["end_turn"], (string[])spans.Ended[7].GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.Equal(64L, spans.Ended[6].GetTagItem("gen_ai.request.max_tokens"));
        Assert.Equal("standard", spans.Ended[6].GetTagItem("anthropic.response.service_tier"));
        Assert.Equal(true, spans.Ended[1].GetTagItem("gen_ai.request.stream"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("string")]
    [InlineData("json")]
    [InlineData("stream")]
    public async Task A_raw_request_is_sent_byte_for_byte_and_its_answer_comes_unchanged(string kind)
    {
        using var spans = Spans.Listen();
        const string body = """{"messages":[{"role":"user","content":"héllo"}],"model":"gpt-4o-mini","max_tokens":50,"temperature":0.5}""";
        HttpContent content = kind switch
        {
            "string" => new StringContent(body, Encoding.UTF8, "application/json"),
            "json" => System.Net.Http.Json.JsonContent.Create(System.Text.Json.JsonDocument.Parse(body).RootElement),
            _ => new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        content.Headers.Add("X-Extra", ["a", "b"]);
        await using var echo = await Echo.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(echo.Address, "openai/deployments/my%20mini/chat/completions?api-version=1")) { Content = content };
        using var response = await _http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);

        using var plain = new HttpClient();
        using var again = new HttpRequestMessage(HttpMethod.Post, request.RequestUri)
        {
            Content = kind == "stream" ? new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } : content,
        };
        if (kind == "stream")
        {
            again.Content.Headers.Add("X-Extra", ["a", "b"]);
        }

        using var expected = await plain.SendAsync(again, Cancel);
        Assert.Equal(await expected.Content.ReadAsStringAsync(Cancel), text);
        Assert.Contains("X-Extra: a, b", text, StringComparison.Ordinal);
        Assert.Equal(response.Content.Headers.ContentLength, expected.Content.Headers.ContentLength);
        Assert.Same(content, request.Content);
        var span = spans.Single();
        Assert.Equal("chat gpt-4o-mini", span.DisplayName);
        Assert.Equal(50L, span.GetTagItem("gen_ai.request.max_tokens"));
        Assert.Equal(0.5, span.GetTagItem("gen_ai.request.temperature"));
        Assert.Null(span.GetTagItem("gen_ai.usage.input_tokens"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_deployment_is_the_model_where_the_body_names_none()
    {
        using var spans = Spans.Listen();
        await using var echo = await Echo.StartAsync();
        using var response = await _http.PostAsync(new Uri(echo.Address, "openai/deployments/my%20mini/embeddings"), new StringContent("{}", Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal("embeddings my mini", spans.Single().DisplayName);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_error_answer_is_recorded_by_its_status_and_each_attempt_counts()
    {
        using var spans = Spans.Listen();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var response = await PostAsync("v1/chat/completions", """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"[[429]]"}]}""");
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Contains("rate_limit_exceeded", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(2, spans.Ended.Count);
        Assert.All(spans.Ended, static span =>
        {
            Assert.Equal("429", span.GetTagItem("error.type"));
            Assert.Equal("error", span.GetTagItem("aiinstrument.outcome"));
            Assert.Equal(ActivityStatusCode.Error, span.Status);
        });
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false, "abandoned")]
    [InlineData(true, "cancelled")]
    public async Task A_stream_that_is_left_early_is_estimated(bool cancel, string outcome)
    {
        using var spans = Spans.Listen();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        const string body = """{"model":"claude-sonnet-4-5","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"[[hold:2]] tell me"}]}""";
        using (var response = await PostAsync("v1/messages", body, HttpCompletionOption.ResponseHeadersRead))
        await using (var stream = await response.Content.ReadAsStreamAsync(Cancel))
        {
            // Read as it comes: the server holds the rest back until the client goes away.
            var read = "";
            var buffer = new byte[256];
            while (!read.Contains("content_block_delta", StringComparison.Ordinal))
            {
                read += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, Cancel));
            }

            if (cancel)
            {
                await cancellation.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                {
                    while (await stream.ReadAsync(buffer, cancellation.Token) > 0)
                    {
                    }
                });
            }
        }

        var span = spans.Single();
        Assert.Equal(outcome, span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal(true, span.GetTagItem("aiinstrument.usage.estimated"));
        Assert.NotNull(span.GetTagItem("gen_ai.response.time_to_first_chunk"));
        await _server.Ledger.WhenIdleAsync(Cancel);
        Assert.Equal(_server.Ledger.Entries.Single().Tokens.Input, span.GetTagItem("gen_ai.usage.input_tokens"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_consumer_that_stops_at_the_last_event_has_read_all()
    {
        using var spans = Spans.Listen();
        using (var response = await PostAsync("v1/chat/completions", """{"model":"gpt-4o-mini","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}""", HttpCompletionOption.ResponseHeadersRead))
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel)))
        {
            while (await reader.ReadLineAsync(Cancel) is not "data: [DONE]")
            {
            }
        }

        Assert.Equal("ok", spans.Single().GetTagItem("aiinstrument.outcome"));
        await SameAsTheLedgerAsync(spans, 1);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_that_was_not_asked_for_its_usage_has_none()
    {
        using var spans = Spans.Listen();
        using var response = await PostAsync("v1/chat/completions", """{"model":"gpt-4o-mini","stream":true,"messages":[{"role":"user","content":"hi"}]}""");

        var span = spans.Single();
        Assert.Null(span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(true, span.GetTagItem("aiinstrument.usage.estimated"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_response_that_nobody_reads_ends_when_it_is_disposed()
    {
        using var spans = Spans.Listen();
        (await PostAsync("v1/chat/completions", """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}""", HttpCompletionOption.ResponseHeadersRead)).Dispose();

        Assert.Equal("abandoned", spans.Single().GetTagItem("aiinstrument.outcome"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("GET", "v1/chat/completions")]
    [InlineData("POST", "v1/files")]
    [InlineData("POST", "v1/messages/count_tokens")]
    [InlineData("POST", "v1/responses/resp_1/cancel")]
    public async Task Other_requests_are_no_calls(string method, string path)
    {
        using var spans = Spans.Listen();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        using var response = await _http.SendAsync(request, Cancel);

        Assert.Empty(spans.Ended);
        Assert.IsNotType<ObservedResponseContent>(response.Content);
    }

    [Fact(Timeout = 60_000)]
    public async Task Inside_a_measured_call_nothing_is_measured_but_inside_its_tools()
    {
        using var spans = Spans.Listen("AiInstrument", "Tools");
        using var tools = new ActivitySource("Tools");
        var call = AiCall.Start(SampleSites.Chat)!;
        (await PostAsync("v1/embeddings", """{"model":"e","input":"x"}""")).Dispose();
        Assert.Empty(spans.Ended);
        using (tools.StartActivity("execute_tool search")!.SetTag("gen_ai.operation.name", "execute_tool"))
        {
            (await PostAsync("v1/embeddings", """{"model":"e","input":"x"}""")).Dispose();
        }

        call.Complete();
        Assert.Equal(["embeddings e", "execute_tool search", "chat"], spans.Ended.Select(static span => span.DisplayName));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_span_of_an_sdk_around_it_is_marked_as_covered()
    {
        using var spans = Spans.Listen("AiInstrument", "Some.Sdk");
        using var sdk = new ActivitySource("Some.Sdk");
        using (var agent = sdk.StartActivity("invoke_agent")!.SetTag("gen_ai.operation.name", "invoke_agent"))
        using (sdk.StartActivity("chat")!.SetTag("gen_ai.operation.name", "chat"))
        {
            (await PostAsync("v1/chat/completions", """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}""")).Dispose();
        }

        Assert.Equal(3, spans.Ended.Count);
        Assert.Equal(spans.Ended[0].SpanId.ToHexString(), spans.Ended[1].GetTagItem("aiinstrument.covered_by"));
        Assert.Null(spans.Ended[2].GetTagItem("aiinstrument.covered_by"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_compressed_answer_is_handed_on_and_its_usage_is_unknown()
    {
        using var spans = Spans.Listen();
        await using var echo = await Echo.StartAsync(compress: true);
        using var response = await _http.PostAsync(new Uri(echo.Address, "v1/responses"), new StringContent("""{"model":"m"}""", Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var unpacked = new System.IO.Compression.GZipStream(await response.Content.ReadAsStreamAsync(Cancel), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Contains("\"usage\"", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("ok", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Null(spans.Single().GetTagItem("gen_ai.usage.input_tokens"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_denied_call_is_not_sent_and_the_gate_knows_the_model(bool synchronous)
    {
        using var spans = Spans.Listen();
        using var gate = new SampleGate(static call => call.Model == "gpt-4o-mini" ? AiBudgetDecision.Deny(SampleGate.Denial) : AiBudgetDecision.Allow());
        async Task Post(string model)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
            {
                Content = new StringContent($$"""{"messages":[{"role":"user","content":"hi"}],"model":"{{model}}"}""", Encoding.UTF8, "application/json"),
            };
            (synchronous ? _http.Send(request, Cancel) : await _http.SendAsync(request, Cancel)).Dispose();
        }

        await Assert.ThrowsAsync<AiBudgetExceededException>(() => Post("gpt-4o-mini"));
        Assert.Empty(_server.Ledger.Entries);
        await Post("gpt-5.4-mini");
        Assert.Equal(["denied", "ok"], spans.Ended.Select(static span => span.GetTagItem("aiinstrument.outcome")));
        await SameAsTheLedgerAsync([spans.Ended[1]], 1);
        Assert.Equal(spans.Ended[1].GetTagItem("gen_ai.usage.input_tokens"), Assert.Single(gate.Settled).Settlement.Usage.InputTokens);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_request_that_fails_ends_its_span()
    {
        using var spans = Spans.Listen();
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.PostAsync(new Uri("http://127.0.0.1:1/v1/chat/completions"), new StringContent("{}"), Cancel));

        Assert.Equal("System.Net.Http.HttpRequestException", spans.Single().GetTagItem("error.type"));
    }

    private static MessageCreateParams Message(string prompt, Ttl cached) => new()
    {
        Model = "claude-sonnet-4-5",
        MaxTokens = 64,
        Messages = [new UserMessageParam(prompt)],
        CacheControl = new CacheControlEphemeral { Ttl = cached },
    };

    private async Task<HttpResponseMessage> PostAsync(string path, string body, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await _http.SendAsync(request, completion, Cancel);
    }

    private Task SameAsTheLedgerAsync(Spans spans, int calls) => SameAsTheLedgerAsync(spans.Ended, calls);

    private async Task SameAsTheLedgerAsync(IReadOnlyList<Activity> spans, int calls)
    {
        await _server.Ledger.WhenIdleAsync(Cancel);
        Assert.Equal(calls, spans.Count);
        Assert.Equal(
            _server.Ledger.Entries.Select(static entry => (entry.Model, entry.Tokens)),
            spans.Select(static span => ((string)span.GetTagItem("gen_ai.response.model")!, Tokens(span))));
    }

    private static LedgerTokens Tokens(Activity span) => new(
        Count(span, "gen_ai.usage.input_tokens"),
        Count(span, "gen_ai.usage.output_tokens"),
        Count(span, "gen_ai.usage.cache_read.input_tokens"),
        Count(span, "anthropic.usage.cache_creation.ephemeral_5m_input_tokens"),
        Count(span, "anthropic.usage.cache_creation.ephemeral_1h_input_tokens"),
        Count(span, "gen_ai.usage.reasoning.output_tokens"));

    private static long Count(Activity span, string key) => span.GetTagItem(key) as long? ?? 0;
}
