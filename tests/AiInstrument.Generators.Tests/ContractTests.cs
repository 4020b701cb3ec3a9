using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Tests;

/// <summary>A generator and a runtime of two versions.</summary>
public sealed class ContractTests
{
    private const string Source = """
        using AiInstrument; using OpenAI.Chat;
        namespace TestApp;
        public static class Program { [AiFeature("ask")] public static void Ask(ChatClient client) => client.CompleteChat("x"); }
        """;

    [Theory]
    [InlineData("", 0, "where its runtime comes from, for example in a project that this one references")]
    [InlineData("namespace AiInstrument.Registry { public static class AiContract { public const int Version = 0; } }", 0, "where its runtime comes from, for example in a project that this one references")]
    [InlineData("namespace AiInstrument.Registry { public static class AiContract { public const int Version = 2; } }", 2, "in this project, which brings the generator")]
    public async Task A_runtime_of_another_contract_fails_the_build_with_what_to_update_and_nothing_is_generated(string contract, int number, string where) =>
        AssertStale(await (await ProjectAsync(contract)).GenerateAsync(new AiInstrumentGenerator()), "The runtime of AiInstrument", number, where);

    [Theory]
    [InlineData(0, "that Library is built with, and build it again")]
    [InlineData(2, "in this project, which brings the generator")]
    public async Task A_library_that_was_generated_for_another_contract_fails_the_build_of_who_references_it(int number, string where)
    {
        var library = (await (TestProject.Library($"[assembly: AiInstrument.Registry.AiGeneratedFor({number})]") with { AssemblyName = "Library" })
            .CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);
        var project = App.Project(Source);

        var run = await (project with { References = project.References.Add(MetadataReference.CreateFromStream(library)) }).GenerateAsync(new AiInstrumentGenerator());

        AssertStale(run, "The generated code of Library", number, where);
    }

    [Fact]
    public async Task A_library_of_this_version_fits()
    {
        var library = App.Image(await (App.Project(Source) with { AssemblyName = "Library" }).GenerateAsync(new AiInstrumentGenerator()));
        var project = App.Project(Source.Replace("\"ask\"", "\"ask.again\"", StringComparison.Ordinal));

        var run = await (project with { References = project.References.Add(MetadataReference.CreateFromImage(library)) }).GenerateAsync(new AiInstrumentGenerator());

        Assert.Empty(run.Result.Diagnostics);
        Assert.Contains("AiGeneratedFor(1)", run.Files["AiInstrument.Contract.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Generator_and_runtime_of_this_version_agree() =>
        Assert.Equal(AiInstrument.Registry.AiContract.Version, Parsing.RuntimeContract.Number);

    /// <summary>The one error of the build: what is stale cannot be drowned by errors of generated code.</summary>
    private static void AssertStale(GeneratorRun run, string what, int number, string where)
    {
        var diagnostic = Assert.Single(run.Result.Diagnostics);
        Assert.Equal(("AII0017", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(
            $"{what} has contract {number}, and the generator of this project writes code for contract 1: update the package AiInstrument {where}. "
                + "Nothing is generated until then, so that names such as AiFeatures are not found either.",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain(run.Files.Keys, file => file.StartsWith("Ai", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>A project whose runtime is another one: the attribute and a contract are all that the generator looks for.</summary>
    private static async Task<TestProject> ProjectAsync(string contract)
    {
        var runtime = await (TestProject.Library(
            "namespace AiInstrument { public sealed class AiFeatureAttribute(string id) : System.Attribute { public string Id => id; } }",
            contract) with
        { AssemblyName = "AiInstrument", References = TestReferences.WithoutRuntime }).CompileAsync(TestContext.Current.CancellationToken);
        var project = App.Project(Source);
        return project with { References = [.. TestReferences.WithoutRuntime, runtime.ToMetadataReference()] };
    }
}
