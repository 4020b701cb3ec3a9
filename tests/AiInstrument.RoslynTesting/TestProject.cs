using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.RoslynTesting;

/// <summary>A project under test: sources, references and configuration, as a build would hand them to the compiler.</summary>
public sealed record TestProject
{
    /// <summary>The folder that sources lie in.</summary>
    public const string Folder = "/app/";

    private const string ImplicitUsingsText = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The sources.</summary>
    public ImmutableArray<MarkedSource> Sources { get; init; } = [];

    /// <summary>The text of an <c>.editorconfig</c> in the project's folder, or null.</summary>
    public string? EditorConfig { get; init; }

    /// <summary>MSBuild properties that the compiler sees as <c>build_property.*</c>.</summary>
    public ImmutableDictionary<string, string> BuildProperties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What the sources compile against.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = TestReferences.All;

    /// <summary>The assembly's name.</summary>
    public string AssemblyName { get; init; } = "TestApp";

    /// <summary>Library, or console application for top-level statements.</summary>
    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The language version.</summary>
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    /// <summary>Whether nullable annotations mean something where a file does not say.</summary>
    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>Whether the SDK's implicit usings are there.</summary>
    public bool ImplicitUsings { get; init; } = true;

    /// <summary>Compiler features, for example <c>InterceptorsNamespaces</c>.</summary>
    public ImmutableDictionary<string, string> Features { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Preprocessor symbols.</summary>
    public ImmutableArray<string> PreprocessorSymbols { get; init; } = [];

    /// <summary>A library of marked sources, named <c>Test0.cs</c>, <c>Test1.cs</c>, ….</summary>
    public static TestProject Library(params string[] markup) =>
        new() { Sources = [.. markup.Select((m, i) => MarkedSource.Parse(m, $"{Folder}Test{i}.cs"))] };

    /// <summary>A console application; the first source may have top-level statements.</summary>
    public static TestProject Application(params string[] markup) =>
        Library(markup) with { OutputKind = OutputKind.ConsoleApplication };

    /// <summary>The project with one more source.</summary>
    /// <param name="markup">The source with its marks.</param>
    /// <param name="path">The path, relative to the project's folder.</param>
    public TestProject WithSource(string markup, string path) =>
        this with { Sources = Sources.Add(MarkedSource.Parse(markup, Folder + path)) };

    /// <summary>The project with an MSBuild property that the compiler sees.</summary>
    public TestProject WithBuildProperty(string name, string value) =>
        this with { BuildProperties = BuildProperties.SetItem(name, value) };

    /// <summary>The project in a workspace of its own.</summary>
    public Project ToWorkspaceProject()
    {
        var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            AssemblyName,
            AssemblyName,
            LanguageNames.CSharp,
            filePath: Folder + AssemblyName + ".csproj",
            compilationOptions: new CSharpCompilationOptions(OutputKind, allowUnsafe: true, nullableContextOptions: Nullable, specificDiagnosticOptions: ExperimentalSdkParts),
            parseOptions: new CSharpParseOptions(LanguageVersion, preprocessorSymbols: PreprocessorSymbols).WithFeatures(Features),
            metadataReferences: References));
        foreach (var source in Sources)
        {
            solution = AddDocument(solution, id, source.Path, source.Text);
        }

        if (ImplicitUsings)
        {
            solution = AddDocument(solution, id, $"{Folder}obj/{AssemblyName}.GlobalUsings.g.cs", ImplicitUsingsText);
        }

        if (EditorConfig is not null)
        {
            solution = AddConfig(solution, id, ".editorconfig", "root = true\n" + EditorConfig);
        }

        var properties = BuildProperties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"build_property.{p.Key} = {p.Value}\n");
        solution = AddConfig(solution, id, "obj/build.globalconfig", "is_global = true\n" + string.Concat(properties));
        return solution.GetProject(id)!;
    }

    /// <summary>The compilation. Throws when it has errors.</summary>
    public Task<Compilation> CompileAsync(CancellationToken cancellationToken = default) =>
        ToWorkspaceProject().CompileAsync(cancellationToken);

    /// <summary>Experimental parts of the SDKs are errors by default; applications opt in, and so do test sources.</summary>
    private static IEnumerable<KeyValuePair<string, ReportDiagnostic>> ExperimentalSdkParts =>
        new[] { "OPENAI001", "OPENAI002", "MEAI001", "SCME0001", "SCME0002" }.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Suppress));

    private static Solution AddDocument(Solution solution, ProjectId project, string path, string text) =>
        solution.AddDocument(DocumentId.CreateNewId(project), Path.GetFileName(path), SourceText.From(text, System.Text.Encoding.UTF8), filePath: path);

    private static Solution AddConfig(Solution solution, ProjectId project, string path, string text) =>
        solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(project), Path.GetFileName(path), SourceText.From(text), filePath: Folder + path);
}
