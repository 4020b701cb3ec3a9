using System.Collections.Immutable;
using AiInstrument.Catalog.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0016: a setting that is silently left out is believed to hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadableSettingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [SettingRule.Descriptor];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(static end =>
        {
            // The compiler does not say which file a value comes from: the message names key and value.
            var settings = new SettingsReader(end.Options.AnalyzerConfigOptionsProvider).All(end.Compilation);
            var problems = settings.SelectMany(s => s.Problems)
                .Concat(end.Compilation.SyntaxTrees.Select(tree => RuleOptions.ContentCaptureProblem(tree, end.Options)).OfType<SettingProblem>());
            foreach (var problem in problems.Distinct().OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal))
            {
                end.ReportDiagnostic(SettingRule.Of(problem, Location.None));
            }
        });
    }
}
