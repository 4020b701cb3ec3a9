using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0011.</summary>
public sealed class UnpricedModelAnalyzerTests
{
    private static readonly UnpricedModelAnalyzer Analyzer = new();

    [Theory]
    [InlineData("_ = new ChatClient([|\"gpt-4o-minni\"|], \"key\");")]
    [InlineData("_ = openAI.GetChatClient([|\"gpt-4o-minni\"|]);")]
    [InlineData("_ = openAI.GetChatClient([|Model|]);")]
    [InlineData("_ = openAI.GetEmbeddingClient(model: [|\"text-embedding-9\"|]);")]
    [InlineData("_ = anthropic.AsIChatClient([|\"claude-nonet\"|]);")]
    [InlineData("await chat.GetResponseAsync(\"x\", new() { ModelId = [|\"acme-1\"|] });")]
    [InlineData("var options = new ChatOptions(); options.ModelId = [|\"acme-1\"|];")]
    [InlineData("await anthropic.Messages.Create(new() { Model = [|\"claude-nonet\"|], MaxTokens = 1, Messages = [] });")]
    [InlineData("await responses.CreateResponseAsync([|\"acme-1\"|], \"x\");")]
    [InlineData("_ = openAI.GetChatClient([|\"ft:gpt-4o-mini:acme\"|]);")]
    public async Task A_constant_model_without_a_price_is_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("_ = openAI.GetChatClient(\"gpt-4o-mini\");")]
    [InlineData("_ = openAI.GetChatClient(\"gpt-4o-mini-2024-07-18\");")]
    [InlineData("_ = openAI.GetChatClient(\"openai/gpt-4o-mini\");")]
    [InlineData("_ = openAI.GetChatClient(name);")]
    [InlineData("_ = openAI.GetChatClient(\"\");")]
    [InlineData("_ = openAI.GetModerationClient(\"omni-moderation-latest\");")]
    [InlineData("_ = new ChatClient(\"gpt-4o-mini\", \"no-model-1\");")]
    [InlineData("await anthropic.Messages.Create(new() { Model = \"claude-sonnet-4-5\", MaxTokens = 1, Messages = [] });")]
    [InlineData("_ = new ChatResponse { ModelId = \"made-up\" };")]
    [InlineData("_ = new Own(\"made-up\") { ModelId = \"made-up\" };")]
    public async Task A_priced_model_and_what_is_no_request_are_not_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_projects_own_models_are_configurable_for_each_folder() =>
        await (TestProject.Library() with
        {
            EditorConfig = "[own/*.cs]\naiinstrument.priced_models = Acme-1, house-*, , acme-1\n",
        })
            .WithSource("class A { void M(OpenAI.OpenAIClient c) { c.GetChatClient(\"acme-1\"); c.GetChatClient(\"house-large-2026-01-01\"); c.GetChatClient([|\"acme-2\"|]); } }", "own/A.cs")
            .WithSource("class B { void M(OpenAI.OpenAIClient c) => c.GetChatClient([|\"acme-1\"|]); }", "B.cs")
            .VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (Project("_ = openAI.GetChatClient([|\"acme-1\"|]);") with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0011.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await TestProject.Library("""
            class A
            {
                void M(OpenAI.OpenAIClient c)
                {
            #pragma warning disable AII0011
                    c.GetChatClient("acme-1");
            #pragma warning restore AII0011
                    c.GetChatClient([|"acme-2"|]);
                }

                [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Cost", "AII0011")]
                void N(OpenAI.OpenAIClient c) => c.GetChatClient("acme-3");
            }
            """).WithSource("class B { void M(OpenAI.OpenAIClient c) => c.GetChatClient(\"acme-4\"); }", "obj/B.g.cs").VerifyAsync(Analyzer);

    private static TestProject Project(string body) => TestProject.Library($$"""
        using Anthropic;
        using Microsoft.Extensions.AI;
        using OpenAI;
        using OpenAI.Chat;
        using OpenAI.Responses;

        class Tickets(OpenAIClient openAI, ResponsesClient responses, IAnthropicClient anthropic, IChatClient chat)
        {
            const string Model = "acme-research-1";

            async Task Run(string name) { await Task.Yield(); {{body}} }
        }

        class Own(string model)
        {
            public string ModelId { get; set; } = model;
        }
        """);
}
