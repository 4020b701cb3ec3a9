using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0015.</summary>
public sealed class FeatureIdNotConstantAnalyzerTests
{
    private static readonly FeatureIdNotConstantAnalyzer Analyzer = new();

    [Theory]
    [InlineData("AiScope.Feature([|id|])")]
    [InlineData("AiScope.Feature(featureId: [|\"ticket.\" + id|])")]
    [InlineData("AiScope.Feature([|$\"ticket.{id}\"|])")]
    [InlineData("AiScope.Feature([|id.ToLowerInvariant()|])")]
    [InlineData("AiScope.Feature([|Ids.Ticket|])")]
    public async Task An_id_made_at_run_time_is_flagged(string call) =>
        await TestProject.Library($$"""
            using AiInstrument;

            class C { void M(string id) { using var s = {{call}}; } }
            static class Ids { public static readonly string Ticket = "ticket"; }
            """).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("AiScope.Feature(\"ticket\")")]
    [InlineData("AiScope.Feature(\"ticket.\" + Reply)")]
    [InlineData("AiScope.Feature($\"ticket.{Reply}\")")]
    [InlineData("AiScope.Feature(nameof(feature))")]
    [InlineData("AiScope.Feature(feature)")]
    [InlineData("AiScope.Feature(feature.Id)")]
    [InlineData("Other.Feature(id)")]
    public async Task A_constant_and_a_declared_feature_are_not_flagged(string call) =>
        await TestProject.Library($$"""
            using AiInstrument;

            class C { const string Reply = "reply"; void M(string id, AiFeatureInfo feature) { using var s = {{call}}; } }
            static class Other { public static AiScopeHandle Feature(string id) => AiScope.Begin(user: id); }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (TestProject.Library("class C { void M(string id) { using var s = AiInstrument.AiScope.Feature([|id|]); } }") with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0015.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await TestProject.Library("""
            using AiInstrument;

            class C
            {
                void M(string id)
                {
            #pragma warning disable AII0015
                    using var a = AiScope.Feature(id);
            #pragma warning restore AII0015
                    using var b = AiScope.Feature([|id|]);
                }

                [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Attribution", "AII0015")]
                void N(string id)
                {
                    using var c = AiScope.Feature(id);
                }
            }
            """).WithSource("class D { void M(string id) { using var s = AiInstrument.AiScope.Feature(id); } }", "obj/D.g.cs").VerifyAsync(Analyzer);

    [Fact]
    public async Task Code_that_does_not_compile_yet_is_not_flagged()
    {
        var project = TestProject.Library("class C { void M() { using var s = AiInstrument.AiScope.Feature(missing + \"x\"); } }").ToWorkspaceProject();

        Assert.Empty(await project.AnalyzeAsync(Analyzer));
    }
}
