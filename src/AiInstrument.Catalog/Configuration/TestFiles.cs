using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Catalog.Configuration;

/// <summary>Which files belong to tests. A test's calls go to fakes and stubs: they cost nothing, and nobody asks for whom they are.</summary>
internal static class TestFiles
{
    /// <summary>The rules about calls (AII0001, AII0002, AII0007, AII0008, AII0009, AII0011, AII0012, AII0013, AII0014) look at the files of test projects too. Off where MSBuild's <c>IsTestProject</c> is <c>true</c>: a test's calls go to fakes. Interception and the registry stay the same.</summary>
    /// <value><c>true</c>; <c>false</c></value>
    public const string AnalyzeKey = "aiinstrument.analyze_test_projects";

    /// <summary>Whether the project is one of tests, by the MSBuild property <c>IsTestProject</c>.</summary>
    public static bool AreOfProject(AnalyzerConfigOptionsProvider options) => IsTrue(options.GlobalOptions, "build_property.IsTestProject");

    /// <summary>Whether a file's calls are not looked at.</summary>
    public static bool AreLeftOut(SyntaxTree tree, AnalyzerConfigOptionsProvider options) => AreOfProject(options) && !IsTrue(options.GetOptions(tree), AnalyzeKey);

    private static bool IsTrue(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out var value) && string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
