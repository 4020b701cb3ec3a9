using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0013.</summary>
public sealed class UnboundedOutputAnalyzerTests
{
    private static readonly UnboundedOutputAnalyzer Analyzer = new();

    [Theory]
    [InlineData("foreach (var t in texts) await chat.[|GetResponseAsync|](t);")]
    [InlineData("for (var i = 0; i < 3; i++) { await chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("while (true) { await chat.[|GetResponseAsync|](\"x\", null); }")]
    [InlineData("do { await chat.[|GetResponseAsync|](\"x\", new ChatOptions()); } while (true);")]
    [InlineData("while ((await chat.[|GetResponseAsync|](\"x\")).Text.Length > 0) { }")]
    [InlineData("foreach (var t in texts) await chat.[|GetResponseAsync|](t, new() { Temperature = 0 });")]
    [InlineData("var options = new ChatOptions { Temperature = 0 }; foreach (var t in texts) await chat.[|GetResponseAsync|](t, options);")]
    [InlineData("var options = new ChatOptions(); options.Temperature = 0; foreach (var t in texts) await chat.[|GetResponseAsync|](t, options);")]
    [InlineData("foreach (var t in texts) { await foreach (var u in chat.[|GetStreamingResponseAsync|](t)) { } }")]
    [InlineData("foreach (var t in texts) await openAI.[|CompleteChatAsync|](t);")]
    [InlineData("foreach (var t in texts) await openAI.[|CompleteChatAsync|]([t], new ChatCompletionOptions());")]
    [InlineData("foreach (var t in texts) await responses.[|CreateResponseAsync|](\"m\", t);")]
    public async Task A_repeated_call_without_a_bound_is_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("await chat.GetResponseAsync(\"x\");")]
    [InlineData("foreach (var t in texts) await chat.GetResponseAsync(t, new() { MaxOutputTokens = 100 });")]
    [InlineData("var options = new ChatOptions { MaxOutputTokens = 100 }; foreach (var t in texts) await chat.GetResponseAsync(t, options);")]
    [InlineData("var options = new ChatOptions(); options.MaxOutputTokens = 100; foreach (var t in texts) await chat.GetResponseAsync(t, options);")]
    [InlineData("var options = new ChatOptions(); Bound(options); foreach (var t in texts) await chat.GetResponseAsync(t, options);")]
    [InlineData("var options = given; foreach (var t in texts) await chat.GetResponseAsync(t, options);")]
    [InlineData("foreach (var t in texts) await chat.GetResponseAsync(t, given);")]
    [InlineData("foreach (var t in texts) await chat.GetResponseAsync(t, given.Clone());")]
    [InlineData("await foreach (var u in chat.GetStreamingResponseAsync(\"x\")) { }")]
    [InlineData("foreach (var m in (await chat.GetResponseAsync(\"x\")).Messages) { }")]
    [InlineData("for (var r = await chat.GetResponseAsync(\"x\"); r.Text.Length > 0;) { }")]
    [InlineData("foreach (var t in texts) { Func<Task> later = () => chat.GetResponseAsync(t); }")]
    [InlineData("foreach (var t in texts) await openAI.CompleteChatAsync([t], new() { MaxOutputTokenCount = 100 });")]
    [InlineData("foreach (var t in texts) await openAI.CompleteChatAsync(System.ClientModel.BinaryContent.Create(BinaryData.FromString(t)));")]
    [InlineData("foreach (var t in texts) await anthropic.Messages.Create(new() { Model = \"m\", MaxTokens = 1, Messages = [] });")]
    [InlineData("foreach (var t in texts) await embeddings.GenerateEmbeddingAsync(t);")]
    public async Task A_call_that_is_bounded_or_may_be_or_does_not_repeat_is_not_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_message_names_the_property()
    {
        var diagnostics = await Project("foreach (var t in texts) await openAI.[|CompleteChatAsync|](t);").VerifyAsync(Analyzer);

        Assert.Equal(
            "The call to 'OpenAI.Chat.ChatClient.CompleteChatAsync' repeats and its answers may be of any length; set MaxOutputTokenCount",
            Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (Project("foreach (var t in texts) await chat.[|GetResponseAsync|](t);") with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0013.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged_unless_it_is_Razor() =>
        await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class A(IChatClient chat)
            {
                async Task M()
                {
                    while (true)
                    {
            #pragma warning disable AII0013
                        await chat.GetResponseAsync("x");
            #pragma warning restore AII0013
                        await chat.[|GetResponseAsync|]("x");
                    }
                }

                [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Cost", "AII0013")]
                async Task N() { while (true) { await chat.GetResponseAsync("x"); } }
            }
            """)
            .WithSource("using Microsoft.Extensions.AI; class B(IChatClient chat) { async Task M() { while (true) { await chat.GetResponseAsync(\"x\"); } } }", "obj/B.g.cs")
            .WithSource("using Microsoft.Extensions.AI; class D(IChatClient chat) { async Task M() { while (true) { await chat.[|GetResponseAsync|](\"x\"); } } }", "obj/D_cshtml.g.cs")
            .VerifyAsync(Analyzer);

    private static TestProject Project(string body) => TestProject.Library($$"""
        using Anthropic;
        using Microsoft.Extensions.AI;
        using OpenAI.Chat;
        using OpenAI.Embeddings;
        using OpenAI.Responses;

        class Tickets(IChatClient chat, ChatClient openAI, ResponsesClient responses, EmbeddingClient embeddings, IAnthropicClient anthropic)
        {
            async Task Run(string[] texts, ChatOptions given) { await Task.Yield(); {{body}} }

            static void Bound(ChatOptions options) => options.MaxOutputTokens = 100;
        }
        """);
}
