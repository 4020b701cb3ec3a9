using System.Collections.Immutable;
using System.Text;
using AiInstrument.Collector;
using AiInstrument.Docs.Tests.Pages;
using AiInstrument.Generators;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Docs.Tests.Blocks;

/// <summary>
/// Makes a project of a block. A block is a file of its own, with <c>&lt;!-- project: NAME --&gt;</c> before it in a project with the usings of <c>Preludes/NAME.cs</c>; where <c>&lt;!-- prelude: NAME --&gt;</c> stands before it, it is a fragment: its types stay,
/// its methods become members and its statements a body of a class that derives from the one in <c>Preludes/NAME.cs</c>.
/// </summary>
internal static class Example
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. TestReferences.All,
        .. ((Type[])[typeof(CollectorOptions), typeof(AiInstrument.Dashboard.Hosting.DashboardServer), typeof(OpenTelemetry.Exporter.OtlpExporterOptions)])
            .Select(type => type.Assembly.Location)
            .Where(path => !TestReferences.All.Any(reference => Path.GetFileName(reference.Display) == Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // Readmes of packages are shown where comments are not left out.
    private static readonly Dictionary<string, string> OfPackages = new(StringComparer.Ordinal)
    {
        ["src/AiInstrument/PACKAGE.md"] = "OpenAiDesk",
        ["src/AiInstrument.Collector/PACKAGE.md"] = "HelpDesk",
        ["dashboard/AiInstrument.Dashboard/PACKAGE.md"] = "HelpDesk",
    };

    /// <summary>The project with what the generator adds.</summary>
    public static async Task<TestProject> ProjectAsync(CodeBlock block)
    {
        var project = ((block.Notes.GetValueOrDefault("prelude") ?? OfPackages.GetValueOrDefault(block.Page)) is { } prelude ? Fragment(block, prelude) : File(block)).WithBuildProperty("RootNamespace", "Support") with
        {
            References = References,
            Features = ImmutableDictionary<string, string>.Empty.Add("InterceptorsNamespaces", "AiInstrument.Generated"),
        };
        var run = await project.GenerateAsync(new AiInstrumentGenerator());
        return run.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Aggregate(project, static (with, file) => with with
        {
            Sources = with.Sources.Add(new MarkedSource($"{TestProject.Folder}obj/{file.Key}", file.Value, [])),
        });
    }

    private static TestProject File(CodeBlock block)
    {
        var isProgram = Parse(MarkedSource.Parse(block.Text, "block.cs").Text).Members.OfType<GlobalStatementSyntax>().Any();
        var project = isProgram ? TestProject.Application(block.Text) : TestProject.Library(block.Text);
        return block.Notes.TryGetValue("project", out var kind) ? project.WithSource(Repository.Read(PathOf(block, kind)), kind + ".cs") : project;
    }

    private static TestProject Fragment(CodeBlock block, string prelude)
    {
        var root = Parse(block.Text);
        var (types, members, statements) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var member in root.Members)
        {
            var text = member.ToFullString();
            _ = member switch
            {
                GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } when function.Modifiers.Any(SyntaxKind.PublicKeyword) || function.AttributeLists.Count > 0 => members.Append(text),
                GlobalStatementSyntax => statements.Append(text),
                BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax => types.Append(text),
                _ => members.Append(text),
            };
        }

        return TestProject.Library($$"""
            {{string.Concat(root.Usings.Select(u => u.ToFullString()))}}
            namespace Support;
            {{types}}
            public class Example : {{prelude}}
            {
            {{members}}
                public async Task RunAsync()
                {
                    await Task.Yield();
            {{statements}}
                }
            }
            """).WithSource(Repository.Read(PathOf(block, prelude)), $"{prelude}.cs");
    }

    private static string PathOf(CodeBlock block, string prelude)
    {
        var path = $"tests/AiInstrument.Docs.Tests/Preludes/{prelude}.cs";
        return System.IO.File.Exists(Repository.PathOf(path)) ? path : throw new RoslynTestException($"{block.Place}: there is no {path}.");
    }

    private static CompilationUnitSyntax Parse(string text) => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
}
