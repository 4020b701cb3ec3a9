using System.Collections.Immutable;
using AiInstrument.Analyzers.Rules;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Tests;

/// <summary>Every rule that the assembly has.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Create() =>
    [
        .. typeof(EscapedCallAnalyzer).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];
}
