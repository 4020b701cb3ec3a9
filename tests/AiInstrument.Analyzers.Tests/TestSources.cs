using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Tests;

/// <summary>The sources that the other tests of this project analyze, for tests of what must hold for all code.</summary>
internal static partial class TestSources
{
    /// <summary>Without markup, in a stable order.</summary>
    public static ImmutableArray<string> All { get; } = Read();

    private static ImmutableArray<string> Read()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "sources"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantNodes())
            .OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Select(literal => Markup().Replace(literal.Token.ValueText, ""))
            .Where(text => text.Contains("Task", StringComparison.Ordinal) || text.Contains("AiFeature(", StringComparison.Ordinal) || text.Contains("AiScope", StringComparison.Ordinal))
            .Select(InFile)
            .Distinct(StringComparer.Ordinal)
            .ToImmutableArray();
        Assert.True(sources.Length > 200, $"Only {sources.Length} sources were found.");
        return sources;
    }

    private static string InFile(string text)
    {
        var usings = text.Contains("using ", StringComparison.Ordinal) ? "" : "using AiInstrument; using Microsoft.Extensions.AI;\n";
        var isFile = usings.Length == 0 || text.Contains("class ", StringComparison.Ordinal);
        return usings + (isFile ? text : "class C(IChatClient chat) { " + text + " }");
    }

    [GeneratedRegex(@"\[\||\|\]|\{\|[A-Z0-9]+:|\|\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markup();
}
