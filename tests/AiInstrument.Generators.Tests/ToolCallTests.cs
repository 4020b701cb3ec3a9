using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

/// <summary>How many tool calls a response asks for, in the SDKs whose packages can be restored.</summary>
public sealed class ToolCallTests
{
    private const string OpenAiChat = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"served","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
          "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]}}]}
        """;

    private const string OpenAiStream = """
        data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"served","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]}

        data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"served","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]},"finish_reason":null}]}

        data: {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"served","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}

        data: [DONE]


        """;

    private const string OpenAiResponse = """
        {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"served","output":[
          {"type":"function_call","id":"fc_1","call_id":"a","name":"f","arguments":"{}","status":"completed"},
          {"type":"function_call","id":"fc_2","call_id":"b","name":"g","arguments":"{}","status":"completed"}]}
        """;

    private const string AnthropicMessage = """
        {"id":"msg_1","type":"message","role":"assistant","model":"served","stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1},"content":[
          {"type":"text","text":"Let me see."},{"type":"tool_use","id":"a","name":"f","input":{}},{"type":"tool_use","id":"b","name":"g","input":{}}]}
        """;

    private const string AnthropicStream = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"served","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"f","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"b","name":"g","input":{}}}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private static readonly Lazy<Task<App>> s_app = new(() => App.BuildAsync("""
        using AiInstrument;
        using Anthropic;
        using Anthropic.Models.Messages;
        using OpenAI;
        using Beta = Anthropic.Models.Beta.Messages;
        namespace TestApp;
        [AiFeature("tools")]
        public static class Program
        {
            private static MessageCreateParams Hi => new() { Model = "m", MaxTokens = 64, Messages = [] };
            private static Beta.MessageCreateParams BetaHi => new() { Model = "m", MaxTokens = 64, Messages = [] };

            public static async Task Chat(OpenAIClient c) => await c.GetChatClient("m").CompleteChatAsync("x");
            public static async Task ChatStream(OpenAIClient c) { await foreach (var u in c.GetChatClient("m").CompleteChatStreamingAsync("x")) { } }
            public static async Task Response(OpenAIClient c) => await c.GetResponsesClient().CreateResponseAsync("m", "x");

            public static async Task Message(IAnthropicClient c) => await c.Messages.Create(Hi);
            public static async Task BetaMessage(IAnthropicClient c) => await c.Beta.Messages.Create(BetaHi);
            public static async Task Stream(IAnthropicClient c) { await foreach (var e in c.Messages.CreateStreaming(Hi)) { } }
            public static async Task BetaStream(IAnthropicClient c) { await foreach (var e in c.Beta.Messages.CreateStreaming(BetaHi)) { } }
            public static async Task RawStream(IAnthropicClient c) { using var r = await c.Messages.WithRawResponse.CreateStreaming(Hi); await foreach (var e in r.Enumerate()) { } }
            public static async Task BetaRawStream(IAnthropicClient c) { using var r = await c.Beta.Messages.WithRawResponse.CreateStreaming(BetaHi); await foreach (var e in r.Enumerate()) { } }
        }
        """));

    [Theory]
    [InlineData("Chat", OpenAiChat)]
    [InlineData("ChatStream", OpenAiStream)]
    [InlineData("Response", OpenAiResponse)]
    public async Task OpenAI_counts_them(string method, string body)
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync(method, OpenAiStub.Client(new StubHandler(body, body == OpenAiStream ? "text/event-stream" : "application/json")));

        Assert.Equal(2, spans.Only.Tag("aiinstrument.response.tool_call.count"));
    }

    [Theory]
    [InlineData("Message", AnthropicMessage)]
    [InlineData("BetaMessage", AnthropicMessage)]
    [InlineData("Stream", AnthropicStream)]
    [InlineData("BetaStream", AnthropicStream)]
    [InlineData("RawStream", AnthropicStream)]
    [InlineData("BetaRawStream", AnthropicStream)]
    public async Task Anthropic_counts_them(string method, string body)
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync(method, AnthropicStub.Client(new StubHandler(body, body == AnthropicStream ? "text/event-stream" : "application/json")));

        Assert.Equal(2, spans.Only.Tag("aiinstrument.response.tool_call.count"));
    }

    [Fact]
    public async Task A_response_without_tool_calls_says_nothing_of_them()
    {
        var app = await s_app.Value;
        using var spans = new Spans();

        await app.CallAsync("Chat", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)));

        Assert.Null(spans.Only.Tag("aiinstrument.response.tool_call.count"));
    }
}
