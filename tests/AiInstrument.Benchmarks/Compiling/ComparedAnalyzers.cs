using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Benchmarks.Compiling;

/// <summary>Analyzers of others, from the packages that the build itself uses.</summary>
internal static class ComparedAnalyzers
{
    /// <summary>The rules of Meziantou.Analyzer that run by default.</summary>
    public static DiagnosticAnalyzer[] Meziantou()
    {
        var path = typeof(ComparedAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Meziantou.Analyzer").Value!;
        return
        [
            .. Assembly.LoadFrom(path).GetTypes()
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
    }
}
