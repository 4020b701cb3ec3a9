using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>The pages in docs/rules say what the rules do: each rule has one. Their examples are compiled by AiInstrument.Docs.Tests.</summary>
public sealed class RulePageTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = AllRules.Create();

    private static readonly ImmutableArray<DiagnosticDescriptor> Rules = [.. Analyzers.SelectMany(a => a.SupportedDiagnostics), .. AiInstrument.Generators.AiInstrumentGenerator.SupportedDiagnostics];

    private static readonly string Pages = Path.Combine(AppContext.BaseDirectory, "rules");

    public static TheoryData<string> Ids => [.. Rules.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_with_its_title_category_and_severity(string id)
    {
        var rule = Rules.First(d => d.Id == id);
        var page = File.ReadAllText(Path.Combine(Pages, id + ".md"));

        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Category | {rule.Category} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Default severity | {Name(rule.DefaultSeverity)} |", page, StringComparison.Ordinal);
        Assert.All(["## What", "## Why", "## How to fix", "## How to configure", "## When to suppress"], heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
        Assert.EndsWith($"/docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_index_lists_every_rule(string id)
    {
        var rule = Rules.First(d => d.Id == id);

        Assert.Contains($"| [{id}]({id}.md) | {Name(rule.DefaultSeverity)} | {rule.Title} |", File.ReadAllText(Path.Combine(Pages, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_page_is_left_of_a_rule_that_is_gone() =>
        Assert.Equal(
            Ids.Select(row => row.Data).Append("README").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Pages, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void AII0001_lists_every_reason()
    {
        var page = File.ReadAllText(Path.Combine(Pages, "AII0001.md"));

        Assert.All(
            Enum.GetValues<AiInstrument.Catalog.Calls.EscapeReason>().Where(r => r != AiInstrument.Catalog.Calls.EscapeReason.None),
            reason => Assert.Contains($"`{AiInstrument.Catalog.Calls.EscapeReasonText.Code(reason)}`", page, StringComparison.Ordinal));
    }

    private static string Name(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
