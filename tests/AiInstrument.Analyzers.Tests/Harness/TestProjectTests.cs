using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Analyzers.Tests.Harness;

public sealed class TestProjectTests
{
    [Fact]
    public void Markup_is_taken_out_and_its_spans_are_kept()
    {
        var source = MarkedSource.Parse("a [|b|] {|AII0001:c [|d|]|} e", "/app/a.cs");

        Assert.Equal("a b c d e", source.Text);
        Assert.Equal(
            [new(null, new TextSpan(2, 1)), new("AII0001", new TextSpan(4, 3)), new(null, new TextSpan(6, 1))],
            source.Expected);
    }

    [Fact]
    public void A_mark_that_is_never_closed_is_an_error() =>
        Assert.Throws<RoslynTestException>(() => MarkedSource.Parse("a [|b", "/app/a.cs"));

    [Fact]
    public async Task Sources_compile_and_emit_against_the_real_SDKs_and_the_runtime()
    {
        var test = TestProject.Library("""
            using AiInstrument;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.AI;

            class Calls
            {
                [AiFeature("all")]
                async Task All(IChatClient ai, OpenAI.Chat.ChatClient openAi, OpenAI.Responses.ResponsesClient responses, Anthropic.IAnthropicClient anthropic, WebApplication app)
                {
                    await ai.GetResponseAsync("hello");
                    await openAi.CompleteChatAsync("hello");
                    await responses.CreateResponseAsync("model", "hello");
                    await anthropic.Messages.Create(new() { Model = "model", MaxTokens = 1, Messages = [] });
                    app.MapGet("/", () => "hello");
                }
            }
            """);

        using var image = (await test.CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, image.Length);
    }

    [Fact]
    public async Task A_source_that_does_not_compile_is_an_error() =>
        await Assert.ThrowsAsync<RoslynTestException>(() => TestProject.Library("class C { int M() => missing; }").CompileAsync(TestContext.Current.CancellationToken));

    [Fact]
    public async Task Configuration_reaches_the_analyzer_options()
    {
        var project = (TestProject.Library("class C;") with { EditorConfig = "[*.cs]\naiinstrument.feature_id_pattern = ^x$\n" })
            .WithBuildProperty("AiInstrumentInterceptCalls", "false")
            .ToWorkspaceProject();
        var tree = await project.Documents.First().GetSyntaxTreeAsync(TestContext.Current.CancellationToken);
        var options = project.AnalyzerOptions.AnalyzerConfigOptionsProvider;

        Assert.True(options.GetOptions(tree!).TryGetValue("aiinstrument.feature_id_pattern", out var pattern));
        Assert.Equal("^x$", pattern);
        Assert.True(options.GlobalOptions.TryGetValue("build_property.AiInstrumentInterceptCalls", out var intercept));
        Assert.Equal("false", intercept);
    }
}
