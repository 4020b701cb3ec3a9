using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fix for AII0005.</summary>
public sealed class NearestFeatureIdFixTests
{
    private static readonly CodeFixVerifier Verifier = new(new UndeclaredFeatureAnalyzer(), new NearestFeatureIdFixProvider());

    [Fact]
    public async Task Fix_All_replaces_literal_ids_by_the_nearest_declared_one()
    {
        var test = TestProject.Library("""
            using AiInstrument;

            [AiFeature("ticket.summarize")] class A;
            [AiFeature("ticket.reply", FormerIds = ["answers"])] class B;
            class C
            {
                void M()
                {
                    using var a = AiScope.Feature(/* why */ "ticket.sumarize");
                    using var b = AiScope.Feature("ticket-reply");
                    using var c = AiScope.Feature("answers");
                }
            }
            """);

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Project);

        await Verifier.AssertFixedAsync(project);
        Assert.Equal(
            """
            using AiInstrument;

            [AiFeature("ticket.summarize")] class A;
            [AiFeature("ticket.reply", FormerIds = ["answers"])] class B;
            class C
            {
                void M()
                {
                    using var a = AiScope.Feature(/* why */ "ticket.summarize");
                    using var b = AiScope.Feature("ticket.reply");
                    using var c = AiScope.Feature("ticket.reply");
                }
            }
            """,
            await CodeFixVerifier.TextAsync(project));
    }

    [Theory]
    [InlineData("class C { void M() { using var s = AiScope.Feature(\"nothing.near\"); } }")]
    [InlineData("class C { const string Id = \"tickt\"; void M() { using var s = AiScope.Feature(Id); } }")]
    public async Task No_fix_is_offered_without_a_near_id_or_a_literal(string code)
    {
        var test = TestProject.Library("using AiInstrument; [AiFeature(\"ticket\")] class A; " + code);

        Assert.Empty(await Verifier.OfferedAsync(test.ToWorkspaceProject()));
    }
}
