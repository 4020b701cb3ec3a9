using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fix for AII0004.</summary>
public sealed class RewriteFeatureIdFixTests
{
    private static readonly CodeFixVerifier Verifier = new(new MalformedFeatureIdAnalyzer(), new RewriteFeatureIdFixProvider());

    [Fact]
    public async Task Fix_All_brings_literal_ids_into_form()
    {
        var test = TestProject.Library("""
            using AiInstrument;

            [AiFeature("Ticket.SummarizeText", Owner = "support")]
            class Tickets
            {
                void M()
                {
                    using var _ = AiScope.Feature(/* why */ "draft reply");
                }
            }
            """);

        var project = await Verifier.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Document);

        await Verifier.AssertFixedAsync(project);
        Assert.Equal(
            """
            using AiInstrument;

            [AiFeature("ticket.summarize-text", Owner = "support")]
            class Tickets
            {
                void M()
                {
                    using var _ = AiScope.Feature(/* why */ "draft-reply");
                }
            }
            """,
            await CodeFixVerifier.TextAsync(project));
    }

    [Theory]
    [InlineData("[AiInstrument.AiFeature(\"42\")] class Tickets;", null)]
    [InlineData("[AiInstrument.AiFeature(Ids.Bad)] class Tickets; static class Ids { public const string Bad = \"Bad\"; }", null)]
    [InlineData("[AiInstrument.AiFeature(\"Ticket\")] class Tickets;", "^app[.]")]
    public async Task No_fix_is_offered_that_would_not_help(string code, string? pattern)
    {
        var test = TestProject.Library(code) with { EditorConfig = pattern is null ? null : $"[*.cs]\naiinstrument.feature_id_pattern = {pattern}\n" };

        Assert.Empty(await Verifier.OfferedAsync(test.ToWorkspaceProject()));
    }
}
