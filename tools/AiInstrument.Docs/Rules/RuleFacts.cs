using System.Collections.Immutable;
using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Docs.Rules;

/// <summary>What a rule says about itself.</summary>
/// <param name="Id">The id.</param>
/// <param name="Title">The title.</param>
/// <param name="Category">The category.</param>
/// <param name="Severity">The default severity, in the words of <c>.editorconfig</c>.</param>
/// <param name="HasFix">Whether a code fix answers the rule.</param>
/// <param name="HasFixAll">Whether the fix can be applied to many diagnostics at once.</param>
internal sealed record RuleFacts(string Id, string Title, string Category, string Severity, bool HasFix, bool HasFixAll)
{
    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<RuleFacts> All()
    {
        var fixes = Instances<CodeFixProvider>(typeof(RewriteFeatureIdFixProvider));
        return
        [
            .. Instances<DiagnosticAnalyzer>(typeof(EscapedCallAnalyzer))
                .SelectMany(a => a.SupportedDiagnostics)
                .Concat(AiInstrumentGenerator.SupportedDiagnostics)
                .DistinctBy(d => d.Id, StringComparer.Ordinal)
                .OrderBy(d => d.Id, StringComparer.Ordinal)
                .Select(d => Of(d, fixes.Where(f => f.FixableDiagnosticIds.Contains(d.Id)).ToList())),
        ];
    }

    private static RuleFacts Of(DiagnosticDescriptor rule, List<CodeFixProvider> fixes) => new(
        rule.Id,
        rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture),
        rule.Category,
        rule.DefaultSeverity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        },
        fixes.Count > 0,
        fixes.Exists(f => f.GetFixAllProvider() is not null));

    private static List<T> Instances<T>(Type sibling) =>
        [.. sibling.Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(T)) && !t.IsAbstract).Select(t => (T)Activator.CreateInstance(t)!)];
}
