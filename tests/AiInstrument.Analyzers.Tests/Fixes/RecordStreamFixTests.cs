using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fix for AII0012.</summary>
public sealed class RecordStreamFixTests
{
    private static readonly CodeFixVerifier Verifier = new(new UnrecordedStreamAnalyzer(), new RecordStreamFixProvider());

    [Theory]
    [InlineData("await chat.CompleteChatAsync(Json(\"{ \\\"stream\\\": true }\"));", "Json(\"{ \\\"stream\\\": true, \\\"stream_options\\\": { \\\"include_usage\\\": true } }\")")]
    [InlineData("await chat.CompleteChatAsync(Json(@\"{ \"\"stream\"\":true }\"));", "Json(@\"{ \"\"stream\"\":true, \"\"stream_options\"\": { \"\"include_usage\"\": true } }\")")]
    [InlineData("var json = Json(\"\"\"{ \"stream\" : true, \"n\": 1 }\"\"\"); await chat.CompleteChatAsync(json);", "{ \"stream\" : true, \"stream_options\": { \"include_usage\": true }, \"n\": 1 }")]
    [InlineData("await chat.CompleteChatAsync(BinaryContent.Create(BinaryData.FromObjectAsJson(new { stream = true, n = 1 })));", "new { stream = true, stream_options = new { include_usage = true }, n = 1 }")]
    [InlineData("await responses.CreateResponseStreamingAsync(\"m\", \"x\");", "await foreach (var _ in await responses.CreateResponseStreamingAsync(\"m\", \"x\")) { }")]
    [InlineData("responses.CreateResponseStreamingAsync(\"m\", \"x\");", "await foreach (var _ in await responses.CreateResponseStreamingAsync(\"m\", \"x\")) { }")]
    [InlineData("_ = await responses.CreateResponseStreamingAsync(\"m\", \"x\").ConfigureAwait(false);", "await foreach (var _ in await responses.CreateResponseStreamingAsync(\"m\", \"x\").ConfigureAwait(false)) { }")]
    [InlineData("var updates = await responses.CreateResponseStreamingAsync(\"m\", \"x\");", "\n        await foreach (var _ in updates) { }")]
    public async Task The_usage_is_asked_for_and_the_stream_is_read(string body, string expected)
    {
        var project = await Verifier.FixFirstAsync(Project(body).ToWorkspaceProject());

        await Verifier.AssertFixedAsync(project);
        Assert.Contains(expected, await CodeFixVerifier.TextAsync(project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await foreach (var page in chat.CompleteChatStreamingAsync(\"x\").GetRawPagesAsync()) { }")]
    [InlineData("await chat.CompleteChatAsync(Json(\"{}\"), new RequestOptions { BufferResponse = false });")]
    [InlineData("Action read = () => responses.CreateResponseStreamingAsync(\"m\", \"x\"); read();")]
    public async Task What_the_caller_reads_itself_is_left_to_it(string body) =>
        Assert.Empty(await Verifier.OfferedAsync(Project(body).ToWorkspaceProject()));

    [Fact]
    public async Task Fix_All_repairs_every_request()
    {
        var test = Project("""
            await chat.CompleteChatAsync(Json("{ \"stream\": true }"));
            await chat.CompleteChatAsync(Json("{ \"stream\":true}"));
            await responses.CreateResponseStreamingAsync("m", "x");
            """);

        await Verifier.AssertFixedAsync(await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Project));
    }

    private static TestProject Project(string body) => TestProject.Library($$"""
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using OpenAI.Chat;
        using OpenAI.Responses;

        class Streams(ChatClient chat, ResponsesClient responses)
        {
            async Task M()
            {
                {{body}}
                await Task.CompletedTask;
                _ = (chat, responses);
            }

            static BinaryContent Json(string json) => BinaryContent.Create(BinaryData.FromString(json));
        }
        """);
}
