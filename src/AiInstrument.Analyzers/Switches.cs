using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers;

/// <summary>What a project configures: MSBuild properties and <c>.editorconfig</c> keys.</summary>
internal static class Switches
{
    /// <summary>The <c>.editorconfig</c> key of the pattern that feature ids must match.</summary>
    public const string FeatureIdPattern = "aiinstrument.feature_id_pattern";

    /// <summary>The MSBuild property <c>AiInstrumentInterceptCalls</c>; on unless it says false.</summary>
    public static bool InterceptCalls(AnalyzerOptions options) =>
        !options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.AiInstrumentInterceptCalls", out var value)
        || !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
