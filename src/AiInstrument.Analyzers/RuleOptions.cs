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

    /// <summary>The rules about calls (AII0001, AII0002, AII0007, AII0008, AII0009, AII0011, AII0012, AII0013, AII0014) look at the files of test projects too. Off where MSBuild's <c>IsTestProject</c> is <c>true</c>: a test's calls go to fakes. Interception and the registry stay the same.</summary>
    /// <value><c>true</c>; <c>false</c></value>
    public const string AnalyzeTestProjectsKey = "aiinstrument.analyze_test_projects";

    /// <summary>Whether the project is one of tests, by the MSBuild property <c>IsTestProject</c>.</summary>
    public static bool IsTestProject(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var value)
        && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the rules about calls leave a file out. A test's calls go to fakes and stubs: they cost nothing, and nobody asks for whom they are.</summary>
    public static bool IsLeftOut(SyntaxTree tree, AnalyzerOptions options) => IsTestProject(options) && !AnalyzesTests(tree, options);

    private static bool AnalyzesTests(SyntaxTree tree, AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(AnalyzeTestProjectsKey, out var value)
        && string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase);

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
