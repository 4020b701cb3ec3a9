using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0005.</summary>
public sealed class UndeclaredFeatureAnalyzerTests
{
    private static readonly UndeclaredFeatureAnalyzer Analyzer = new();

    [Theory]
    [InlineData("[AiFeature(\"ticket.summarize\")] class C { void M() { using var s = AiScope.Feature([|\"ticket.sumarize\"|]); } }", "; did you mean 'ticket.summarize'?")]
    [InlineData("[AiFeature(\"ticket.summarize\")] class C { const string Id = \"ticket.summarise\"; void M() { using var s = AiScope.Feature(featureId: [|Id|]); } }", "; did you mean 'ticket.summarize'?")]
    [InlineData("[AiFeature(\"b.do\")] class B; class C { void M() { using var s = AiScope.Feature([|\"b.od\"|]); } }", "; did you mean 'b.do'?")]
    [InlineData("[AiFeature(\"b.search\")] class B; [AiFeature(\"a.search\")] class C { void M() { using var s = AiScope.Feature([|\"c.search\"|]); } }", "; did you mean 'a.search'?")]
    [InlineData("[AiFeature(\"invoice.read\")] class C { void M() { using var s = AiScope.Feature([|\"ticket.summarize\"|]); } }", "; declare it with [AiFeature(\"ticket.summarize\")]")]
    [InlineData("class C { void M() { using var s = AiScope.Feature([|\"ticket\"|]); } }", "; declare it with [AiFeature(\"ticket\")]")]
    [InlineData("[AiFeature(\"ticket.sum\", FormerIds = [\"tickets.shorten\"])] class C { void M() { using var s = AiScope.Feature([|\"tickets.shorten\"|]); } }", "; it is a former id of 'ticket.sum'")]
    public async Task An_id_that_nothing_declares_is_flagged_with_the_nearest(string code, string guess)
    {
        var diagnostics = await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

        Assert.EndsWith("is declared nowhere" + guess, Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[AiFeature(\"ticket\")] class C { void M() { using var s = AiScope.Feature(\"ticket\"); } }")]
    [InlineData("[AiFeature(Ids.Ticket)] class C { void M() { using var s = AiScope.Feature(Ids.Ticket); } } static class Ids { public const string Ticket = \"ticket\"; }")]
    [InlineData("[assembly: AiFeature(\"ticket\")] class C { void M() { using var s = AiScope.Feature(\"ticket\"); } }")]
    [InlineData("class C { void M(string id) { using var s = AiScope.Feature(id); } }")]
    [InlineData("class C { void M() { using var s = AiScope.Feature(new AiFeatureInfo(\"ticket\")); } }")]
    [InlineData("class C { void M() { Feature(\"ticket\"); } static void Feature(string s) { } }")]
    public async Task A_declared_id_and_one_that_is_no_constant_are_not_flagged(string code) =>
        await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("using AiInstrument; [AiFeature(\"tic\" + \"ket\")] class D;")]
    [InlineData("using Purpose = AiInstrument.AiFeatureAttribute; [Purpose(\"ticket\")] class D;")]
    public async Task An_id_that_a_declaration_of_unknown_text_may_mean_is_not_flagged(string declaration) =>
        await TestProject.Library(declaration, "class C { void M() { using var s = AiInstrument.AiScope.Feature(\"ticket\"); } }").VerifyAsync(Analyzer);

    [Fact]
    public async Task Features_of_referenced_assemblies_are_declared()
    {
        var library = await (TestProject.Library("[assembly: AiInstrument.Registry.AiDeclaredFeature(\"ticket.summarize\")]") with { AssemblyName = "Tickets" }).CompileAsync(TestContext.Current.CancellationToken);
        var test = TestProject.Library("""
            using AiInstrument;

            class C
            {
                void M()
                {
                    using var a = AiScope.Feature("ticket.summarize");
                    using var b = AiScope.Feature([|"ticket.sumarize"|]);
                }
            }
            """);

        var diagnostics = await (test with { References = test.References.Add(MetadataReference.CreateFromStream(library.EmitToStream(TestContext.Current.CancellationToken))) }).VerifyAsync(Analyzer);

        Assert.Equal("ticket.summarize", Assert.Single(diagnostics).Properties[UndeclaredFeatureAnalyzer.NearestProperty]);
    }

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (TestProject.Library("class C { void M() { using var s = AiInstrument.AiScope.Feature([|\"ticket\"|]); } }") with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0005.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await TestProject.Library("""
            using AiInstrument;

            class C
            {
                void M()
                {
            #pragma warning disable AII0005
                    using var a = AiScope.Feature("one");
            #pragma warning restore AII0005
                    using var b = AiScope.Feature([|"two"|]);
                }

                [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Attribution", "AII0005")]
                void N()
                {
                    using var c = AiScope.Feature("three");
                }
            }
            """).WithSource("class D { void M() { using var s = AiInstrument.AiScope.Feature(\"four\"); } }", "obj/D.g.cs").VerifyAsync(Analyzer);
}
