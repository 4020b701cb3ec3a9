using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0002.</summary>
public sealed class UnattributedCallAnalyzerTests
{
    private static readonly UnattributedCallAnalyzer Analyzer = new();

    [Fact]
    public async Task A_call_outside_every_feature_is_flagged()
    {
        var diagnostics = await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                async Task Run() => await chat.[|GetResponseAsync|]("x");
            }
            """).VerifyAsync(Analyzer);

        Assert.Equal(
            "The call to 'Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync' belongs to no feature; declare one with [AiFeature] or open AiScope.Feature around it",
            Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_escaping_call_needs_a_feature_too()
    {
        var diagnostics = await TestProject.Library("""
            using Microsoft.Extensions.AI;

            [AiInstrument.AiNoIntercept]
            class Tickets(IChatClient chat)
            {
                Task Run() => chat.[|GetResponseAsync|]("x");
            }
            """).VerifyAsync(Analyzer);

        Assert.Equal("opted-out", Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Fact]
    public async Task Raw_HTTP_is_left_to_AII0001() =>
        await TestProject.Library("""
            class Tickets(HttpClient http)
            {
                Task Run() => http.PostAsync("https://api.openai.com/v1/chat/completions", null);
            }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task Without_the_runtime_nothing_can_be_declared_and_nothing_is_flagged() =>
        await (TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                Task Run() => chat.GetResponseAsync("x");
            }
            """) with
        { References = TestReferences.WithoutRuntime }).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule() =>
        await TestProject.Library("""
            using System.Diagnostics.CodeAnalysis;
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                async Task Run()
                {
            #pragma warning disable AII0002
                    await chat.GetResponseAsync("x");
            #pragma warning restore AII0002
                    await chat.[|GetResponseAsync|]("x");
                }

                [SuppressMessage("AiInstrument.Attribution", "AII0002", Justification = "A health check.")]
                Task Check() => chat.GetResponseAsync("x");
            }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable() =>
        await (TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                Task Run() => chat.GetResponseAsync("x");
            }
            """) with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0002.severity = none\n" }).VerifyAsync(Analyzer);

    [Fact]
    public async Task Generated_code_is_not_flagged_unless_it_is_Razor() =>
        await TestProject.Library().WithSource("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                Task Run() => chat.GetResponseAsync("x");
            }
            """, "obj/Tickets.g.cs").WithSource("""
            using Microsoft.Extensions.AI;

            class Page(IChatClient chat)
            {
                Task Run() => chat.[|GetResponseAsync|]("x");
            }
            """, "obj/Page_cshtml.g.cs").VerifyAsync(Analyzer);

    [Theory]
    [InlineData("chat.GetResponseAsync(missing)")]
    [InlineData("chat.GetResponseAsync(")]
    public async Task Code_that_does_not_compile_yet_is_not_flagged(string call)
    {
        var project = TestProject.Library($$"""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                Task Run() => {{call}};
            }
            """).ToWorkspaceProject();

        Assert.Empty(await project.AnalyzeAsync(Analyzer));
    }
}
