using System.Collections.Immutable;
using AiInstrument.Analyzers.Tests.Catalog;
using AiInstrument.Generators.Adapters;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Tests;

/// <summary>Adapters for SDKs that cannot be restored here: whatever a version of them lacks, the user's build goes on.</summary>
public sealed class AdapterFileTests
{
    /// <summary>The stubs whose SDKs have adapters that ask for their members, and what else they need to be emitted.</summary>
    public static TheoryData<string, bool> Stubs => new()
    {
        { "AzureInference", false }, { "AzureOpenAi", false }, { "AzurePersistentAgents", false }, { "Bedrock", false },
        { "GoogleGenAi", false }, { "MsccGenerativeAi", false }, { "VertexAi", false }, { "SemanticKernel", true }, { "AgentFramework", false },
    };

    [Theory]
    [MemberData(nameof(Stubs))]
    public async Task An_adapter_touches_no_member_that_it_does_not_ask_for(string stub, bool withSdks)
    {
        var (run, assemblies) = await GenerateAsync(stub, withSdks);
        var asked = AdapterFiles.All
            .SelectMany(f => f.Needs.Select(AdapterFile.Split).SelectMany(n => n.Members.Select(m => (n.Type, Member: m))).Concat(f.Members.Select(m => (m.Type, Member: m.Name))))
            .ToLookup(a => a.Member, a => run.Output.GetTypeByMetadataName(a.Type), StringComparer.Ordinal);

        var touched = Adapters(run).SelectMany(tree => Touched(tree, run.Output.GetSemanticModel(tree), assemblies)).ToList();

        Assert.NotEmpty(touched);
        Assert.Empty(touched.Where(member => !asked[member.Name].Any(type => type is not null && IsOrInherits(type, member.ContainingType))).Select(m => m.ToDisplayString()));
    }

    [Theory]
    [MemberData(nameof(Stubs))]
    public async Task Adapters_compile_without_a_warning_in_any_project(string stub, bool withSdks)
    {
        foreach (var (version, nullable) in new[] { (LanguageVersion.CSharp11, NullableContextOptions.Disable), (LanguageVersion.Latest, NullableContextOptions.Enable) })
        {
            var (run, _) = await GenerateAsync(stub, withSdks, version);
            var output = run.Output.WithOptions(((CSharpCompilationOptions)run.Output.Options).WithNullableContextOptions(nullable));

            Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning && Adapters(run).Contains(d.Location.SourceTree)));
        }
    }

    [Fact]
    public async Task A_version_that_lacks_a_member_is_counted_without_its_usage()
    {
        var (reference, image) = StubSdk.Compile("Google.GenAI", """
            using System.Threading.Tasks;
            namespace Google.GenAI
            {
                public class Models { public Task<Types.GenerateContentResponse> GenerateContentAsync(string model, string contents) => Task.FromResult(new Types.GenerateContentResponse()); }
            }
            namespace Google.GenAI.Types
            {
                public class GenerateContentResponse { public string? ModelVersion => "v"; }
            }
            """);
        var project = App.Project("""
            using AiInstrument;
            namespace TestApp;
            public static class Program { [AiFeature("google")] public static async Task Ask() => await new Google.GenAI.Models().GenerateContentAsync("gemini", "x"); }
            """);
        var run = await (project with { References = project.References.Add(reference) }).GenerateAsync(new AiInstrumentGenerator());
        var app = App.Load(run, image);
        using var spans = new Spans();

        await app.CallAsync("Ask");

        Assert.Equal("generate_content gemini: - - - - - - - ok", spans.Only.DisplayName + ": " + spans.Only.Usage() + " " + spans.Only.Told("aiinstrument.outcome"));
    }

    private static async Task<(GeneratorRun Run, ImmutableHashSet<string> Assemblies)> GenerateAsync(string stub, bool withSdks, LanguageVersion version = LanguageVersion.Latest)
    {
        var sdk = await SdkStub.LoadAsync(stub, withSdks ? TestReferences.All : null);

        // The calls of the stub, so that adapters are emitted at all.
        var project = App.Project(sdk.Calls) with { References = sdk.References, LanguageVersion = version };
        var known = (withSdks ? TestReferences.All : TestReferences.Without("OpenAI", "Anthropic")).Length;
        var run = await project.GenerateAsync(new AiInstrumentGenerator());
        var names = sdk.References.Skip(known).Select(r => ((IAssemblySymbol)run.Output.GetAssemblyOrModuleSymbol(r)!).Name);
        return (run, [.. names]);
    }

    private static IEnumerable<SyntaxTree> Adapters(GeneratorRun run) =>
        run.Output.SyntaxTrees.Where(t => t.FilePath.EndsWith(".Adapter.g.cs", StringComparison.Ordinal));

    /// <summary>The members of a stub that an adapter's text names.</summary>
    private static IEnumerable<ISymbol> Touched(SyntaxTree tree, SemanticModel model, ImmutableHashSet<string> assemblies) =>
        tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol?.OriginalDefinition)
            .Where(symbol => symbol is (IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or IEventSymbol or IFieldSymbol)
                && symbol is { DeclaredAccessibility: Accessibility.Public, Name: not nameof(ToString) }
                && assemblies.Contains(symbol.ContainingAssembly?.Name ?? ""))
            .Select(symbol => symbol!)
            .Distinct(SymbolEqualityComparer.Default)
            .Select(symbol => symbol!);

    private static bool IsOrInherits(INamedTypeSymbol type, INamedTypeSymbol declaring)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, declaring))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, declaring));
    }
}
