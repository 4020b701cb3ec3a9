using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers;

/// <summary>What a project configures for the rules with MSBuild properties; for <c>.editorconfig</c> keys see the catalog's settings.</summary>
internal static class RuleOptions
{
    /// <summary>The MSBuild property <c>AiInstrumentInterceptCalls</c>; on unless it says false.</summary>
    public static bool InterceptCalls(AnalyzerOptions options) =>
        !options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.AiInstrumentInterceptCalls", out var value)
        || !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
