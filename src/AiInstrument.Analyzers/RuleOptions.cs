using AiInstrument.Analyzers.Content;
using AiInstrument.Catalog.Configuration;
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

    /// <summary>Whether the rules about calls leave a file out.</summary>
    public static bool IsLeftOut(SyntaxTree tree, AnalyzerOptions options) => TestFiles.AreLeftOut(tree, options.AnalyzerConfigOptionsProvider);

    /// <summary>Models that the project prices itself (AII0011).</summary>
    /// <value>names and patterns, …</value>
    public const string PricedModelsKey = "aiinstrument.priced_models";

    /// <summary>The models that a project prices itself, as <see cref="PricedModelsKey"/> has them.</summary>
    public static string PricedModels(SyntaxTree tree, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(PricedModelsKey, out var models) ? models : "";

    /// <summary>What the application records, for a project that does not set <c>CaptureContent</c> itself (AII0014). Without it, the project's own assignments count. It changes nothing at run time.</summary>
    /// <value><c>off</c>, <c>metadata</c>, <c>redacted</c> or <c>full</c></value>
    public const string ContentCaptureKey = "aiinstrument.content_capture";

    /// <summary>The mode that <see cref="ContentCaptureKey"/> names; null where it names none.</summary>
    public static ContentMode? ContentCapture(SyntaxTree tree, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(ContentCaptureKey, out var value) ? ModeOf(value) : null;

    /// <summary>What is wrong with the value of <see cref="ContentCaptureKey"/>; null when nothing is.</summary>
    public static SettingProblem? ContentCaptureProblem(SyntaxTree tree, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(ContentCaptureKey, out var value) && value.Trim().Length > 0 && ModeOf(value) is null
            ? new(ContentCaptureKey, value.Trim(), "it is not off, metadata, redacted or full")
            : null;

    private static ContentMode? ModeOf(string value) => value.Trim().ToLowerInvariant() switch
    {
        "off" => ContentMode.Off,
        "metadata" => ContentMode.Metadata,
        "redacted" => ContentMode.Redacted,
        "full" => ContentMode.Full,
        _ => null,
    };
}
