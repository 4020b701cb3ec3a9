using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AiInstrument.Analyzers.Rules;
using AiInstrument.Docs.Tests.Pages;
using AiInstrument.Generators;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Docs.Tests;

/// <summary>What exists in the code that pages name.</summary>
internal static partial class ReferenceFacts
{
    private static readonly string[] Shipped = ["src", "dashboard", "samples"];

    /// <summary>The ids of all rules.</summary>
    public static ImmutableHashSet<string> RuleIds { get; } =
    [
        .. typeof(EscapedCallAnalyzer).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .SelectMany(t => ((DiagnosticAnalyzer)Activator.CreateInstance(t)!).SupportedDiagnostics)
            .Concat(AiInstrumentGenerator.SupportedDiagnostics)
            .Select(d => d.Id),
    ];

    /// <summary>The keys of <c>.editorconfig</c> that rules and generator read.</summary>
    public static ImmutableHashSet<string> EditorConfigKeys { get; } =
    [
        .. Strings(["src/AiInstrument.Catalog", "src/AiInstrument.Analyzers", "src/AiInstrument.Generators"]).Where(text => text.StartsWith("aiinstrument.", StringComparison.Ordinal)),
    ];

    /// <summary>The properties that the package's own MSBuild files name.</summary>
    public static ImmutableHashSet<string> BuildProperties { get; } =
    [
        .. Repository.FilesBelow("src/AiInstrument/buildTransitive", ".props", ".targets")
            .SelectMany(file => XDocument.Parse(Repository.Read(file)).Descendants("PropertyGroup").Elements())
            .Select(element => element.Name.LocalName),
    ];

    /// <summary>Everything that constants and literals of the shipped code say.</summary>
    public static ImmutableHashSet<string> ShippedStrings { get; } = [.. Strings(Shipped)];

    /// <summary>The texts in quotes in the C# of folders.</summary>
    public static IEnumerable<string> Strings(IEnumerable<string> folders) =>
        folders.SelectMany(folder => Repository.FilesBelow(folder, ".cs")).SelectMany(file => Literal().Matches(Repository.Read(file))).Select(m => m.Groups["text"].Value);

    [GeneratedRegex("\"(?<text>[^\"\n\\\\]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();
}
