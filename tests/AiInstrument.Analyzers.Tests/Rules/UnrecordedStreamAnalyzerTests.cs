using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0012.</summary>
public sealed class UnrecordedStreamAnalyzerTests
{
    private static readonly UnrecordedStreamAnalyzer Analyzer = new();

    [Theory]
    [InlineData("await responses.[|CreateResponseStreamingAsync|](\"m\", \"x\");")]
    [InlineData("responses.[|CreateResponseStreamingAsync|](\"m\", \"x\");")]
    [InlineData("_ = await responses.[|CreateResponseStreamingAsync|](\"m\", \"x\").ConfigureAwait(false);")]
    [InlineData("_ = responses.[|CreateResponseStreamingAsync|](\"m\", \"x\");")]
    [InlineData("var updates = await responses.[|CreateResponseStreamingAsync|](\"m\", \"x\");")]
    [InlineData("await using var updates = await responses.[|CreateResponseStreamingAsync|](\"m\", \"x\");")]
    [InlineData("await using (await responses.[|CreateResponseStreamingAsync|](\"m\", \"x\")) { }")]
    [InlineData("await raw.[|CreateStreaming|](null!);")]
    [InlineData("var answer = await raw.[|CreateStreaming|](null!);")]
    public async Task A_stream_that_is_sent_and_never_read_is_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("await foreach (var update in await responses.CreateResponseStreamingAsync(\"m\", \"x\")) { }")]
    [InlineData("var updates = await responses.CreateResponseStreamingAsync(\"m\", \"x\"); await foreach (var update in updates) { }")]
    [InlineData("await using var updates = await responses.CreateResponseStreamingAsync(\"m\", \"x\"); Func<Task> read = async () => { await foreach (var update in updates) { } };")]
    [InlineData("Keep(await responses.CreateResponseStreamingAsync(\"m\", \"x\"));")]
    [InlineData("var pending = responses.CreateResponseStreamingAsync(\"m\", \"x\"); Keep(await pending);")]
    [InlineData("_kept = await responses.CreateResponseStreamingAsync(\"m\", \"x\");")]
    [InlineData("await responses.CreateResponseAsync(\"m\", \"x\");")]
    public async Task A_stream_that_something_may_read_is_not_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("_ = chat.CompleteChatStreamingAsync(\"x\");")]
    [InlineData("var updates = client.GetStreamingResponseAsync(\"x\");")]
    [InlineData("client.GetStreamingResponseAsync(\"x\");")]
    public async Task A_stream_that_is_never_sent_costs_nothing_and_is_not_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("await foreach (var page in chat.[|CompleteChatStreamingAsync|](\"x\").GetRawPagesAsync()) { }")]
    [InlineData("foreach (var page in chat.[|CompleteChatStreaming|](\"x\").GetRawPages()) { }")]
    [InlineData("var updates = chat.[|CompleteChatStreamingAsync|](\"x\"); await foreach (var page in updates.GetRawPagesAsync()) { }")]
    [InlineData("await chat.[|CompleteChatStreamingAsync|](\"x\").FirstAsync();")]
    [InlineData("chat.[|CompleteChatStreaming|](\"x\").First();")]
    [InlineData("var first = await client.[|GetStreamingResponseAsync|](\"x\").FirstOrDefaultAsync();")]
    [InlineData("var updates = client.[|GetStreamingResponseAsync|](\"x\"); var any = await updates.AnyAsync();")]
    public async Task A_stream_that_is_read_raw_or_only_begun_is_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("await foreach (var update in chat.CompleteChatStreamingAsync(\"x\")) { }")]
    [InlineData("await foreach (var update in client.GetStreamingResponseAsync(\"x\").WithCancellation(default)) { break; }")]
    [InlineData("await client.GetStreamingResponseAsync(\"x\").FirstAsync(u => u.FinishReason is not null);")]
    [InlineData("await client.GetStreamingResponseAsync(\"x\").LastAsync();")]
    [InlineData("var all = await client.GetStreamingResponseAsync(\"x\").ToListAsync(); var first = all.First();")]
    public async Task A_stream_that_may_be_read_to_its_end_is_not_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("await chat.[|CompleteChatAsync|](body, new RequestOptions { BufferResponse = false });")]
    [InlineData("var options = new RequestOptions { BufferResponse = false }; chat.[|CompleteChat|](body, options);")]
    [InlineData("var options = new RequestOptions(); options.BufferResponse = false; await chat.[|CompleteChatAsync|](body, options);")]
    [InlineData("await chat.[|CompleteChatAsync|](BinaryContent.Create(BinaryData.FromString(\"{ \\\"stream\\\": true }\")));")]
    [InlineData("await chat.[|CompleteChatAsync|](BinaryContent.Create(BinaryData.FromObjectAsJson(new { model = \"m\", stream = true })));")]
    [InlineData("var json = BinaryContent.Create(BinaryData.FromString(\"{\\\"stream\\\":true}\")); await chat.[|CompleteChatAsync|](json);")]
    public async Task A_protocol_call_that_streams_is_flagged(string body) => await VerifyAsync(body);

    [Theory]
    [InlineData("await chat.CompleteChatAsync(body);")]
    [InlineData("await chat.CompleteChatAsync(body, new RequestOptions { BufferResponse = true });")]
    [InlineData("var other = new RequestOptions { BufferResponse = false }; await chat.CompleteChatAsync(body, new RequestOptions());")]
    [InlineData("await chat.CompleteChatAsync(BinaryContent.Create(BinaryData.FromString(\"{ \\\"stream\\\": false }\")));")]
    [InlineData("await chat.CompleteChatAsync(BinaryContent.Create(BinaryData.FromString(\"{ \\\"stream\\\": true, \\\"stream_options\\\": { \\\"include_usage\\\": true } }\")));")]
    [InlineData("await chat.CompleteChatAsync(BinaryContent.Create(BinaryData.FromObjectAsJson(new { stream = true, stream_options = new { include_usage = true } })));")]
    [InlineData("await responses.CreateResponseAsync(BinaryContent.Create(BinaryData.FromString(\"{ \\\"stream\\\": true }\")));")]
    [InlineData("await chat.CompleteChatAsync(\"say \\\"stream\\\": true\");")]
    public async Task A_protocol_call_that_is_buffered_and_tells_its_usage_is_not_flagged(string body) => await VerifyAsync(body);

    [Fact]
    public async Task An_escaping_call_is_left_to_AII0001() =>
        await (Project("await responses.CreateResponseStreamingAsync(\"m\", \"x\");") with
        {
            BuildProperties = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("AiInstrumentInterceptCalls", "false"),
        }).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable_and_the_message_names_the_reason()
    {
        var project = Project("await responses.[|CreateResponseStreamingAsync|](\"m\", \"x\");") with { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0012.severity = error\n" };

        var diagnostic = Assert.Single(await project.VerifyAsync(Analyzer));

        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(
            "The usage of 'OpenAI.Responses.ResponsesClient.CreateResponseStreamingAsync' cannot be recorded because its stream is never read",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await Project("""
            await responses.[|CreateResponseStreamingAsync|]("m", "x");
            #pragma warning disable AII0012
            await responses.CreateResponseStreamingAsync("m", "x");
            #pragma warning restore AII0012

            """).WithSource("""
            [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Coverage", "AII0012")]
            class A { Task M(OpenAI.Responses.ResponsesClient r) => Task.Run(async () => { await r.CreateResponseStreamingAsync("m", "x"); }); }
            """, "A.cs").WithSource("""
            class B { async Task M(OpenAI.Responses.ResponsesClient r) { await r.CreateResponseStreamingAsync("m", "x"); } }
            """, "obj/B.g.cs").VerifyAsync(Analyzer);

    private static async Task VerifyAsync(string body) => await Project(body).VerifyAsync(Analyzer);

    private static TestProject Project(string body) => TestProject.Library($$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using Anthropic.Services;
        using Microsoft.Extensions.AI;
        using OpenAI.Chat;
        using OpenAI.Responses;

        class Streams(ChatClient chat, ResponsesClient responses, IChatClient client, IMessageServiceWithRawResponse raw)
        {
            private object? _kept;

            async Task M(BinaryContent body)
            {
                {{body}}
                await Task.CompletedTask;
                Keep(chat, responses, client, raw, _kept!);
            }

            static void Keep(params object[] results) { }
        }
        """);
}
