using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers;

/// <summary>What a project configures for the rules alone; what the generator reads too is in the catalog's settings.</summary>
internal static class RuleOptions
{
    /// <summary>The MSBuild property <c>AiInstrumentInterceptCalls</c>; on unless it says false.</summary>
    public static bool InterceptCalls(AnalyzerOptions options) =>
        !options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.AiInstrumentInterceptCalls", out var value)
        || !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The models that a project prices itself: the key <c>aiinstrument.priced_models</c>, names and patterns divided by commas.</summary>
    public static string PricedModels(SyntaxTree tree, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue("aiinstrument.priced_models", out var models) ? models : "";
}
