using System.Text;
using System.Text.RegularExpressions;
using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Tests;

/// <summary>In an IDE most code is half typed. No rule may throw on it: the compiler then switches the rule off (AD0001).</summary>
public sealed partial class RobustnessTests
{
    private const int Step = 7;

    [Fact]
    public async Task Rules_survive_every_test_source_with_every_seventh_token_deleted()
    {
        var sources = TestSources();
        Assert.True(sources.Count > 200, $"Only {sources.Count} sources were found.");

        for (var i = 0; i < sources.Count; i++)
        {
            var project = TestProject.Library(WithoutEverySeventhToken(sources[i], first: i % Step)).ToWorkspaceProject();

            // Throws when a rule does.
            await project.AnalyzeAsync(new EscapedCallAnalyzer(), new UnattributedCallAnalyzer(), new DuplicateFeatureAnalyzer(), new MalformedFeatureIdAnalyzer());
        }
    }

    /// <summary>The string literals of the other tests that hold a declaration.</summary>
    private static List<string> TestSources() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "sources"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantNodes())
            .OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Select(literal => Markup().Replace(literal.Token.ValueText, ""))
            .Where(text => text.Contains("Task", StringComparison.Ordinal) || text.Contains("AiFeature(", StringComparison.Ordinal) || text.Contains("AiScope", StringComparison.Ordinal))
            .Select(text => text.Contains("class ", StringComparison.Ordinal) || text.Contains("using ", StringComparison.Ordinal) ? text : "class C { " + text + " }")
            .Select(text => "using AiInstrument; using Microsoft.Extensions.AI;\n" + text),
    ];

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

    [GeneratedRegex(@"\[\||\|\]|\{\|[A-Z0-9]+:|\|\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();
}
