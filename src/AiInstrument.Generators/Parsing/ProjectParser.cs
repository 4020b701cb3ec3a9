using AiInstrument.Catalog;
using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Adapters;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Generators.Parsing;

/// <summary>Reads what is the same for the whole project.</summary>
internal static class ProjectParser
{
    public static ProjectSpec Parse(AnalyzerConfigOptionsProvider options)
    {
        var directory = Property(options, "ProjectDir") ?? Property(options, "MSBuildProjectDirectory") ?? "";
        directory = directory.Replace('\\', '/').TrimEnd('/');
        return new ProjectSpec(
            Property(options, "RootNamespace"),
            directory.Length == 0 ? "" : directory + "/",
            !string.Equals(Property(options, "AiInstrumentInterceptCalls"), "false", StringComparison.OrdinalIgnoreCase),
            string.Equals(Property(options, "AiInstrumentReachability"), "true", StringComparison.OrdinalIgnoreCase));
    }

    public static CompilationSpec Parse(Compilation compilation)
    {
        var assembly = compilation.AssemblyName ?? "";
        var language = ((CSharpCompilation)compilation).LanguageVersion;
        if (compilation.FindType(FeatureParser.AttributeName) is null || !GeneratedLanguage.Holds(language))
        {
            return new CompilationSpec(assembly, HasRuntime: false, language, default, default);
        }

        return RuntimeContract.FindOther(compilation) is { } other
            ? new CompilationSpec(assembly, HasRuntime: false, language, default, default, other)
            : new CompilationSpec(
                assembly,
                HasRuntime: true,
                language,
                AdapterFiles.ExtensionsFor(compilation).ToEquatableArray(),
                AdapterFiles.For(compilation).ToEquatableArray());
    }

    private static string? Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out var value) && value.Length > 0 ? value : null;
}
