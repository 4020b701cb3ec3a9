using System.Text;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Analyzers.Tests;

/// <summary>In an IDE most code is half typed. No rule may throw on it: the compiler then switches the rule off (AD0001).</summary>
public sealed class RobustnessTests
{
    private const int Step = 7;

    [Fact]
    public async Task Rules_survive_every_test_source_with_every_seventh_token_deleted()
    {
        var sources = TestSources.All;

        for (var i = 0; i < sources.Length; i++)
        {
            var project = TestProject.Library(WithoutEverySeventhToken(sources[i], first: i % Step)).ToWorkspaceProject();

            // Throws when a rule does.
            await project.AnalyzeAsync([.. AllRules.Create()]);
        }
    }

    private static string WithoutEverySeventhToken(string source, int first)
    {
        var text = new StringBuilder();
        var index = 0;
        foreach (var token in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens())
        {
            var isDeleted = index++ % Step == first;
            text.Append(isDeleted ? token.LeadingTrivia.ToFullString() + token.TrailingTrivia.ToFullString() : token.ToFullString());
        }

        return text.ToString();
    }
}
