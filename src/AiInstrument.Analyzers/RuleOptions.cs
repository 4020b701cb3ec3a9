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

    /// <summary>The models that a project prices itself: the key <c>aiinstrument.priced_models</c>, names and patterns divided by commas.</summary>
    public static string PricedModels(SyntaxTree tree, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue("aiinstrument.priced_models", out var models) ? models : "";

    /// <summary>The key that says how much content the application records, where the project does not set it up itself.</summary>
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
