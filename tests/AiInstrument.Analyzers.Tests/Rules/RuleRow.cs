using System.Collections.Immutable;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>What holds for one rule in every project; a row of the table over all rules.</summary>
/// <param name="Flagged">Code that the rule reports.</param>
/// <param name="Silent">Code next to it that the rule does not report.</param>
internal sealed record RuleRow(string Flagged, string Silent)
{
    private const string Usings = """
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Hosting;

        """;

    private const string Main = "\nstatic class Program { static void Main() { } }";

    /// <summary>Whether the rule is about calls: off in test projects until a key turns it on.</summary>
    public bool IsAboutCalls { get; init; }

    /// <summary>Whether the rule says nothing about test projects at all.</summary>
    public bool IsNeverInTests { get; init; }

    /// <summary>Whether the rule is about executables.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The setting that the rule reports, which has no place in a source; null for rules about sources.</summary>
    public string? Setting { get; init; }

    /// <summary>What the code compiles against.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = TestReferences.All;

    /// <summary>A project whose one file holds the code, after what goes first and what goes behind the usings.</summary>
    public TestProject Project(string code, string first = "", string assembly = "") => In(TestProject.Library(first + Usings + assembly + code + (IsProgram ? Main : "")));

    /// <summary>A project whose code was generated.</summary>
    public TestProject Generated() => In(TestProject.Library(IsProgram ? Main : "").WithSource(Usings + Flagged, "obj/Made.g.cs"));

    private TestProject In(TestProject project) => project with
    {
        OutputKind = IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
        References = References,
        EditorConfig = Setting is null ? null : $"[*.cs]\n{Setting}\n",
    };
}
