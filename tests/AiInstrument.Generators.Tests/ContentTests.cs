using AiInstrument.Generators.Tests.Harness;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Generators.Tests;

/// <summary>What calls say goes into their spans, redacted, from the request as the application wrote it and the response as the SDK read it.</summary>
public sealed class ContentTests
{
    private const string In = "gen_ai.input.messages";
    private const string Out = "gen_ai.output.messages";
    private const string Instructions = "gen_ai.system_instructions";

    [Fact]
    public async Task Microsoft_Extensions_AI_tells_its_messages_and_reads_no_sequence_twice()
    {
        var app = await App.BuildAsync("""
            using System.Collections.Generic;
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            [AiFeature("chat")]
            public static class Program
            {
                public static int Reads;
                public static async Task<string> Text(IChatClient client) => (await client.GetResponseAsync("from ann@example.com", new ChatOptions { Instructions = "as bob@example.com" })).Text;
                public static async Task<string> List(IChatClient client) => (await client.GetResponseAsync([
                    new ChatMessage(ChatRole.System, "short"),
                    new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c1", "find", new Dictionary<string, object?> { ["mail"] = "ann@example.com", ["n"] = 3 })]),
                    new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "10.1.2.3")])])).Text;
                public static async Task<string> Lazy(IChatClient client) => (await client.GetResponseAsync(Messages())).Text;
                public static async Task<string> Wrapped(IChatClient client) => await Hidden(client.UseAiInstrument());
                [AiNoIntercept]
                private static async Task<string> Hidden(IChatClient client) => (await client.GetResponseAsync([new ChatMessage(ChatRole.User, "ann@example.com")])).Text;
                public static async Task<string> Stream(IChatClient client)
                {
                    var text = "";
                    await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "ann@example.com")])) { text += update.Text; }
                    return text;
                }
                private static IEnumerable<ChatMessage> Messages() { Reads++; yield return new ChatMessage(ChatRole.User, "hi"); }
            }
            """);
        using var host = await CapturingAsync(ContentCapture.Redacted);
        using var client = new FakeClient();

        var text = await SpanOf(app, "Text", client);
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"from [REDACTED:email]"}]}]""", text.Tag(In));
        Assert.Equal("""[{"role":"assistant","parts":[{"type":"text","content":"Hello"}],"finish_reason":"stop"}]""", text.Tag(Out));
        Assert.Equal("""[{"type":"text","content":"as [REDACTED:email]"}]""", text.Tag(Instructions));
        Assert.Equal("""{"email":2}""", text.Tag("aiinstrument.content.redactions"));

        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"short"}]},{"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"find","arguments":{"mail":"[REDACTED:email]","n":3}}]},"""
            + """{"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"[REDACTED:ip_address]"}]}]""",
            (await SpanOf(app, "List", client)).Tag(In));

        var lazy = await SpanOf(app, "Lazy", client);
        Assert.Null(lazy.Tag(In));
        Assert.Equal("input", lazy.Tag("aiinstrument.content.not_captured"));
        Assert.Equal(0, app.Assembly.GetType("TestApp.Program")!.GetField("Reads")!.GetValue(null));

        var wrapped = await SpanOf(app, "Wrapped", client);
        Assert.Equal("middleware", wrapped.Tag("aiinstrument.call_site.kind"));
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"[REDACTED:email]"}]}]""", wrapped.Tag(In));

        var stream = await SpanOf(app, "Stream", client);
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"[REDACTED:email]"}]}]""", stream.Tag(In));
        Assert.Equal("""[{"role":"assistant","parts":[{"type":"text","content":"HelloHello"}]}]""", stream.Tag(Out));
    }

    [Fact]
    public async Task OpenAI_chat_tells_its_messages()
    {
        var app = await App.BuildAsync("""
            using System;
            using AiInstrument;
            using OpenAI.Chat;
            namespace TestApp;
            [AiFeature("chat")]
            public static class Program
            {
                public static async Task<string> Ask(ChatClient client) => (await client.CompleteChatAsync(
                    new SystemChatMessage("be kind"), new UserChatMessage("from ann@example.com"),
                    new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall("c1", "find", BinaryData.FromString("{\"mail\":\"ann@example.com\"}"))]),
                    new ToolChatMessage("c1", "10.1.2.3"))).Value.Id;
                public static async Task<string> Stream(ChatClient client)
                {
                    var text = "";
                    await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("hi")])) { foreach (var part in update.ContentUpdate) text += part.Text; }
                    return text;
                }
            }
            """);
        using var host = await CapturingAsync(ContentCapture.Redacted);

        var ask = await SpanOf(app, "Ask", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatJson)).GetChatClient("gpt-4o-mini"));
        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"be kind"}]},{"role":"user","parts":[{"type":"text","content":"from [REDACTED:email]"}]},"""
            + """{"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"find","arguments":{"mail":"[REDACTED:email]"}}]},"""
            + """{"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"[REDACTED:ip_address]"}]}]""",
            ask.Tag(In));
        Assert.Equal("""[{"role":"assistant","parts":[{"type":"text","content":"Hello"}],"finish_reason":"stop"}]""", ask.Tag(Out));

        var stream = await SpanOf(app, "Stream", OpenAiStub.Client(new StubHandler(OpenAiStub.ChatStream, "text/event-stream")).GetChatClient("gpt-4o-mini"));
        Assert.Equal("""[{"role":"assistant","parts":[{"type":"text","content":"Hello"}],"finish_reason":"stop"}]""", stream.Tag(Out));
    }

    [Fact]
    public async Task OpenAI_responses_tell_their_items()
    {
        const string Response = """
            {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt-5","parallel_tool_calls":true,"tools":[],"metadata":{},
             "output":[{"type":"message","id":"m1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"ask bob@example.com","annotations":[]}]},
               {"type":"function_call","id":"f1","call_id":"c1","name":"find","arguments":"{\"ip\":\"10.1.2.3\"}","status":"completed"}]}
            """;
        var app = await App.BuildAsync("""
            using AiInstrument;
            using OpenAI.Responses;
            namespace TestApp;
            [AiFeature("respond")]
            public static class Program
            {
                public static async Task<string> Text(ResponsesClient client) => (await client.CreateResponseAsync("gpt-5", "from ann@example.com")).Value.Id;
                public static async Task<string> Items(ResponsesClient client) => (await client.CreateResponseAsync(
                    new CreateResponseOptions("gpt-5", [ResponseItem.CreateUserMessageItem("ann@example.com")]) { Instructions = "be kind" })).Value.Id;
            }
            """);
        using var host = await CapturingAsync(ContentCapture.Redacted);

        var text = await SpanOf(app, "Text", OpenAiStub.Client(new StubHandler(Response)).GetResponsesClient());
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"from [REDACTED:email]"}]}]""", text.Tag(In));
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"text","content":"ask [REDACTED:email]"},{"type":"tool_call","id":"c1","name":"find","arguments":{"ip":"[REDACTED:ip_address]"}}],"finish_reason":"stop"}]""",
            text.Tag(Out));

        var items = await SpanOf(app, "Items", OpenAiStub.Client(new StubHandler(Response)).GetResponsesClient());
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"[REDACTED:email]"}]}]""", items.Tag(In));
        Assert.Equal("""[{"type":"text","content":"be kind"}]""", items.Tag(Instructions));
    }

    [Fact]
    public async Task Anthropic_tells_its_messages()
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Anthropic;
            using Anthropic.Models.Messages;
            using Beta = Anthropic.Models.Beta.Messages;
            namespace TestApp;
            [AiFeature("ask")]
            public static class Program
            {
                private static Beta.MessageCreateParams BetaHi => new() { Model = "claude-sonnet-4-5", MaxTokens = 64, System = "be kind", Messages = [new Beta.BetaUserMessageParam("from ann@example.com")] };
                private static MessageCreateParams Hi => new() { Model = "claude-sonnet-4-5", MaxTokens = 64, System = "be kind", Messages = [new UserMessageParam("from ann@example.com")] };
                public static async Task<string> Ask(IAnthropicClient client) => (await client.Messages.Create(Hi)).ID;
                public static async Task<string> Stream(IAnthropicClient client)
                {
                    await foreach (var update in client.Messages.CreateStreaming(Hi)) { }
                    return "";
                }
                public static async Task<string> Raw(IAnthropicClient client)
                {
                    using var response = await client.Messages.WithRawResponse.Create(Hi);
                    return (await response.Deserialize()).ID;
                }
                public static async Task<string> RawStream(IAnthropicClient client)
                {
                    using var response = await client.Messages.WithRawResponse.CreateStreaming(Hi);
                    await foreach (var update in response.Enumerate()) { }
                    return "";
                }
                public static async Task<string> BetaRawStream(IAnthropicClient client)
                {
                    using var response = await client.Beta.Messages.WithRawResponse.CreateStreaming(BetaHi);
                    await foreach (var update in response.Enumerate()) { }
                    return "";
                }
            }
            """);
        using var host = await CapturingAsync(ContentCapture.Redacted);

        foreach (var method in new[] { "Ask", "Raw", "Stream", "RawStream", "BetaRawStream" })
        {
            using var handler = method.EndsWith("Stream", StringComparison.Ordinal) ? new StubHandler(AnthropicStub.MessageStream, "text/event-stream") : new StubHandler(AnthropicStub.MessageJson);
            var span = await SpanOf(app, method, AnthropicStub.Client(handler));
            Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"from [REDACTED:email]"}]}]""", span.Tag(In));
            Assert.Equal("""[{"type":"text","content":"be kind"}]""", span.Tag(Instructions));
            Assert.Equal((method, """[{"role":"assistant","parts":[{"type":"text","content":"Hello"}],"finish_reason":"end_turn"}]"""), (method, span.Tag(Out)));
        }
    }

    [Theory]
    [InlineData(ContentCapture.Off)]
    [InlineData(ContentCapture.Metadata)]
    [InlineData(ContentCapture.Full)]
    public async Task Each_mode_says_what_it_promises(ContentCapture mode)
    {
        var app = await App.BuildAsync("""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            namespace TestApp;
            [AiFeature("chat")]
            public static class Program
            {
                public static async Task<string> Ask(IChatClient client) => (await client.GetResponseAsync("ann@example.com")).Text;
            }
            """);
        using var host = await CapturingAsync(mode);
        using var client = new FakeClient();

        var span = await SpanOf(app, "Ask", client);

        Assert.Equal(mode == ContentCapture.Full ? """[{"role":"user","parts":[{"type":"text","content":"ann@example.com"}]}]""" : null, span.Tag(In));
        Assert.Equal(
            mode == ContentCapture.Metadata ? """{"input":{"user":{"messages":1,"characters":15}},"output":{"assistant":{"messages":1,"characters":5}}}""" : null,
            span.Tag("aiinstrument.content.counts"));
        Assert.Null(span.Tag("aiinstrument.content.redactions"));
    }

    /// <summary>A host as an application starts it: hooks are installed with it, and taken away with it.</summary>
    private static async Task<IHost> CapturingAsync(ContentCapture capture)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddAiInstrument(o =>
        {
            o.Export = false;
            o.CaptureContent = capture;
            o.AllowUnredactedContent = capture == ContentCapture.Full;
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<System.Diagnostics.Activity> SpanOf(App app, string method, object client)
    {
        using var spans = new Spans();
        await app.CallAsync<string>(method, client);
        return spans.Only;
    }
}
