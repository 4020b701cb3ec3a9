using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

public sealed class BedrockTests
{
    private const string Source = """
        using AiInstrument;
        using Amazon.BedrockRuntime;
        using Amazon.BedrockRuntime.Model;
        namespace TestApp;
        [AiFeature("bedrock")]
        public static class Program
        {
            private static IAmazonBedrockRuntime Client => new AmazonBedrockRuntimeClient();

            public static async Task Converse(string model) => await Client.ConverseAsync(new() { ModelId = model, InferenceConfig = new() { MaxTokens = 64, Temperature = 0f, TopP = 0.5f } });
            public static async Task<string> Concrete() => (await new AmazonBedrockRuntimeClient().ConverseAsync(new() { ModelId = "m" })).StopReason.Value;
            public static async Task<long> Stream(string model, int atMost)
            {
                var seen = 0;
                using var response = await Client.ConverseStreamAsync(new() { ModelId = model });
                await foreach (var streamed in response.Stream)
                {
                    if (++seen == atMost)
                    {
                        break;
                    }
                }

                return response.ContentLength + seen;
            }
            public static int StreamSync()
            {
                using var response = Client.ConverseStream(new() { ModelId = "m" });
                return response.Stream.Count();
            }
            public static async Task Listen(string model)
            {
                using var response = await Client.ConverseStreamAsync(new() { ModelId = model });
                await response.Stream.StartProcessingAsync();
            }
            public static async Task Drop() => (await Client.ConverseStreamAsync(new() { ModelId = "m" })).Stream.First();
            public static async Task<string> Invoke(string model, string body)
            {
                var response = await new AmazonBedrockRuntimeClient { Body = body }.InvokeModelAsync(new() { ModelId = model });
                return new StreamReader(response.Body).ReadToEnd();
            }
            public static async Task<int> InvokeStream(string body, int atMost)
            {
                var response = await new AmazonBedrockRuntimeClient { Body = body }.InvokeModelWithResponseStreamAsync(new() { ModelId = "anthropic.claude" });
                return Enumerable.Take(response.Body, atMost).Count();
            }
            public static async Task Batch() => await Client.StartAsyncInvokeAsync(new() { ModelId = "nova-reel" });
        }
        """;

    private static readonly string[] s_facts =
    [
        "gen_ai.provider.name", "server.address", "gen_ai.response.id", "gen_ai.response.finish_reasons", "aiinstrument.response.tool_call.count",
        "gen_ai.request.max_tokens", "gen_ai.request.temperature", "gen_ai.request.top_p", "aiinstrument.usage.estimated", "error.type", "aiinstrument.outcome",
    ];

    [Fact]
    public async Task Converse_counts_the_cache_into_the_input()
    {
        var app = await StubApp.BuildAsync("Bedrock", Source);
        using (var spans = new Spans())
        {
            await app.CallAsync("Converse", "anthropic.claude");
            Assert.Equal("chat anthropic.claude", spans.Only.DisplayName);
            Assert.Equal("1400 40 1000 300 200 100 -", spans.Only.Usage());
            Assert.Equal("aws.bedrock bedrock-runtime.eu-central-1.amazonaws.com req-1 tool_use 1 64 0 0.5 ok", spans.Only.Told(s_facts));
        }

        using (var spans = new Spans())
        {
            Assert.Equal("tool_use", await app.CallAsync<string>("Concrete"));
            Assert.Equal("1400 40 1000 300 200 100 -", spans.Only.Usage());
        }

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync("Converse", "refused"));
            Assert.Equal("error", spans.Only.Tag("aiinstrument.outcome"));
        }
    }

    [Fact]
    public async Task A_stream_is_read_however_it_is_consumed()
    {
        var app = await StubApp.BuildAsync("Bedrock", Source);
        foreach (var consume in (Func<Task>[])
            [
                async () => Assert.Equal(81, await app.CallAsync<long>("Stream", "m", -1)),
                () => Task.FromResult(app.Invoke("StreamSync")),
                () => app.CallAsync("Listen", "m"),
            ])
        {
            using var spans = new Spans();
            await consume();
            Assert.Equal("1400 40 1000 300 200 100 -", spans.Only.Usage());
            Assert.Equal("aws.bedrock bedrock-runtime.eu-central-1.amazonaws.com req-1 end_turn 1 ok", spans.Only.Told(s_facts));
            Assert.Equal(true, spans.Only.Tag("gen_ai.request.stream"));
            Assert.NotNull(spans.Only.Tag("gen_ai.response.time_to_first_chunk"));
        }
    }

    [Fact]
    public async Task A_stream_that_is_left_ends_with_its_response_and_one_that_breaks_says_why()
    {
        var app = await StubApp.BuildAsync("Bedrock", Source);
        using (var spans = new Spans())
        {
            await app.CallAsync<long>("Stream", "m", 2);
            Assert.Equal("True abandoned", spans.Only.Told("aiinstrument.usage.estimated", "error.type", "aiinstrument.outcome"));
        }

        using (var spans = new Spans())
        {
            await app.CallAsync("Listen", "broken");
            Assert.Equal("True Amazon.BedrockRuntime.Model.BedrockRuntimeEventStreamException error", spans.Only.Told("aiinstrument.usage.estimated", "error.type", "aiinstrument.outcome"));
        }

        using (var spans = new Spans())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.CallAsync<long>("Stream", "refused", -1));
            Assert.Equal("System.InvalidOperationException error", spans.Only.Told("error.type", "aiinstrument.outcome"));
        }
    }

    [Fact]
    public async Task A_stream_that_nobody_holds_any_more_ends_when_it_is_collected()
    {
        var app = await StubApp.BuildAsync("Bedrock", Source);
        using var spans = new Spans();

        await app.CallAsync("Drop");
        for (var i = 0; i < 100 && spans.All.Count == 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("True abandoned", spans.Only.Told("aiinstrument.usage.estimated", "aiinstrument.outcome"));
    }

    [Theory]
    [InlineData("""{"id":"msg_1","model":"claude","stop_reason":"end_turn","usage":{"input_tokens":100,"output_tokens":40,"cache_read_input_tokens":1000,"cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":100}}}""", "1400 40 1000 300 200 100 -", "end_turn")]
    [InlineData("""{"output":{},"stopReason":"end_turn","usage":{"inputTokens":10,"outputTokens":5,"cacheReadInputTokenCount":90,"cacheWriteInputTokenCount":0}}""", "100 5 90 0 - - -", "end_turn")]
    [InlineData("""{"generation":"x","prompt_token_count":11,"generation_token_count":12,"stop_reason":"length"}""", "11 12 - - - - -", "length")]
    [InlineData("""{"inputTextTokenCount":7,"results":[{"tokenCount":3},{"tokenCount":4}]}""", "7 7 - - - - -", "")]
    [InlineData("""{"embedding":[0.1],"inputTextTokenCount":9}""", "9 - - - - - -", "")]
    [InlineData("""{"choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":30,"prompt_tokens_details":{"cached_tokens":16},"completion_tokens_details":{"reasoning_tokens":25}}}""", "20 30 16 - - - 25", "stop")]
    [InlineData("""{"images":["…"]}""", "- - - - - - -", "")]
    [InlineData("not JSON", "- - - - - - -", "")]
    public async Task A_body_is_read_by_its_family_and_left_as_it_was(string body, string usage, string finish)
    {
        var app = await StubApp.BuildAsync("Bedrock", Source);
        using var spans = new Spans();

        Assert.Equal(body, await app.CallAsync<string>("Invoke", "m", body));

        Assert.Equal("generate_content m", spans.Only.DisplayName);
        Assert.Equal(usage, spans.Only.Usage());
        Assert.Equal(finish, spans.Only.Told("gen_ai.response.finish_reasons"));
    }

    [Fact]
    public async Task A_streamed_body_ends_with_the_services_own_counts()
    {
        const string Parts = """
            {"type":"message_start","message":{"id":"msg_1","model":"claude-x","usage":{"input_tokens":100,"output_tokens":1,"cache_read_input_tokens":1000,"cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":200,"ephemeral_1h_input_tokens":100}}}}
            {"type":"content_block_delta","delta":{"text":"Hi"}}
            {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":40}}
            {"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":100,"outputTokenCount":40,"cacheReadInputTokenCount":1000,"cacheWriteInputTokenCount":300}}
            """;
        var app = await StubApp.BuildAsync("Bedrock", Source);
        using var spans = new Spans();

        Assert.Equal(4, await app.CallAsync<int>("InvokeStream", Parts, 10));

        Assert.Equal("1400 40 1000 300 200 100 -", spans.Only.Usage());
        Assert.Equal("claude-x msg_1 end_turn ok", spans.Only.Told("gen_ai.response.model", "gen_ai.response.id", "gen_ai.response.finish_reasons", "aiinstrument.usage.estimated", "aiinstrument.outcome"));
    }

    [Fact]
    public async Task What_only_begins_something_is_counted()
    {
        var app = await StubApp.BuildAsync("Bedrock", Source);
        using var spans = new Spans();

        await app.CallAsync("Batch");

        Assert.Equal("batch ok - - - - - - -", spans.Only.Told("gen_ai.operation.name", "aiinstrument.outcome") + " " + spans.Only.Usage());
    }
}
