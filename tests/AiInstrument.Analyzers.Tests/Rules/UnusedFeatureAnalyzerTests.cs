using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0006.</summary>
public sealed class UnusedFeatureAnalyzerTests
{
    private const string Main = "static class Program { static void Main() { } }";
    private static readonly UnusedFeatureAnalyzer Analyzer = new();

    [Theory]
    [InlineData("[AiFeature([|\"ticket\"|])] class C;")]
    [InlineData("[AiFeature([|\"ticket\"|])] class C(IChatClient chat) { [AiFeature(\"ticket.reply\")] Task M() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class C(IChatClient chat) { [AiFeature([|\"ticket\"|])] Task M() => N(); [AiFeature(\"ticket.reply\")] Task N() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class C(IChatClient chat) { [AiFeature([|\"ticket\"|])] async Task M() { using var s = AiScope.Feature(\"other\"); await chat.GetResponseAsync(\"x\"); } }")]
    public async Task A_feature_without_a_call_is_flagged(string code) =>
        await TestProject.Application("using AiInstrument; using Microsoft.Extensions.AI; " + code, Main).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"ticket\")] Task M() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("[AiFeature(\"ticket\")] class C { void M() { using var s = AiScope.Feature(\"ticket\"); } }")]
    [InlineData("[AiFeature(\"ticket\")] class C { void M() { using var s = AiScope.Feature(new AiFeatureInfo(\"ticket\")); } }")]
    [InlineData("[AiFeature(\"ticket\")] class C { void M(string id) { using var s = AiScope.Feature(id); } }")]
    [InlineData("[AiFeature(\"ticket\")] class C { void M(HttpClient http) { _ = http.GetStringAsync(\"https://api.openai.com/v1/models\"); } }")]
    public async Task A_feature_that_a_call_or_a_scope_uses_or_may_use_is_not_flagged(string code) =>
        await TestProject.Application("using AiInstrument; using Microsoft.Extensions.AI; " + code, Main).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_generated_name_uses_its_feature_and_the_registry_uses_none() =>
        await TestProject.Application("""
            using AiInstrument;

            [AiFeature("ticket.reply")] class A;
            [AiFeature([|"ticket.close"|])] class B;
            static class Program { static void Main() { using var s = AiScope.Feature(AiFeatures.TicketReply); } }
            """).WithSource("""
            static class AiFeatures
            {
                public static AiInstrument.AiFeatureInfo TicketReply { get; } = new("ticket.reply", "general");
                public static AiInstrument.AiFeatureInfo TicketClose { get; } = new("ticket.close", "general");
                public static AiInstrument.AiFeatureInfo[] All { get; } = [AiFeatures.TicketReply, AiFeatures.TicketClose];
            }
            """, "obj/AiFeatures.g.cs").VerifyAsync(Analyzer);

    [Fact]
    public async Task A_call_in_Razor_code_uses_the_assemblys_feature() =>
        await TestProject.Application("[assembly: AiInstrument.AiFeature(\"pages\")]", Main).WithSource("""
            using Microsoft.Extensions.AI;

            class Page(IChatClient chat)
            {
                Task Run() => chat.GetResponseAsync("x");
            }
            """, "obj/Page_cshtml.g.cs").VerifyAsync(Analyzer);

    [Fact]
    public async Task A_library_is_not_checked_because_another_assembly_may_use_its_features() =>
        await TestProject.Library("[AiInstrument.AiFeature(\"ticket\")] class C;").VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (TestProject.Application("[AiInstrument.AiFeature([|\"ticket\"|])] class C;", Main) with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0006.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await TestProject.Application("""
            using AiInstrument;

            #pragma warning disable AII0006
            [AiFeature("one")] class A;
            #pragma warning restore AII0006
            [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Attribution", "AII0006")]
            [AiFeature("two")]
            class B;
            [AiFeature([|"three"|])] class C;
            """, Main).WithSource("[AiInstrument.AiFeature(\"four\")] class D;", "obj/D.g.cs").VerifyAsync(Analyzer);
}
