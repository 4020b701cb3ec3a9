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
    [InlineData("", 0, "where its runtime comes from")]
    [InlineData("namespace AiInstrument.Registry { public static class AiContract { public const int Version = 0; } }", 0, "where its runtime comes from")]
    [InlineData("namespace AiInstrument.Registry { public static class AiContract { public const int Version = 2; public const int V1 = 1; } }", 2, "in this project, which brings the generator")]
    public async Task A_runtime_of_another_contract_fails_the_build_with_what_to_update_and_nothing_is_generated(string contract, int number, string where)
    {
        var run = await (await ProjectAsync(contract)).GenerateAsync(new AiInstrumentGenerator());

        var diagnostic = Assert.Single(run.Result.Diagnostics);
        Assert.Equal(("AII0017", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        var message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.StartsWith($"The runtime of AiInstrument has contract {number} and the generator writes code for contract 1: update the package AiInstrument {where}", message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Files.Keys, file => file.StartsWith("Ai", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_of_an_older_generator_does_not_compile_with_a_newer_runtime_and_the_error_says_what_to_update()
    {
        // What this generator writes stands for what an older one wrote; the runtime has gone on to contract 2.
        var run = await (await ProjectAsync("""
            namespace AiInstrument.Registry
            {
                public static class AiContract
                {
                    [System.Obsolete("Update the package AiInstrument in this project.", error: true)] public const int V1 = 1;
                    public const int V2 = 2;
                    public const int Version = 1;
                }
            }
            """)).GenerateAsync(new AiInstrumentGenerator());

        Assert.Contains(
            run.Output.GetDiagnostics(TestContext.Current.CancellationToken),
            d => d is { Id: "CS0619", Severity: DiagnosticSeverity.Error } && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("Update the package AiInstrument in this project.", StringComparison.Ordinal));
    }

    [Fact]
    public void Generator_and_runtime_of_this_version_agree() =>
        Assert.Equal(AiInstrument.Registry.AiContract.Version, Parsing.RuntimeContract.Number);

    /// <summary>A project whose runtime is another one: the attribute and a contract are all that the generator looks for.</summary>
    private static async Task<TestProject> ProjectAsync(string contract)
    {
        var runtime = await (TestProject.Library(
            "namespace AiInstrument { public sealed class AiFeatureAttribute(string id) : System.Attribute { public string Id => id; } }",
            contract) with { AssemblyName = "AiInstrument", References = TestReferences.WithoutRuntime }).CompileAsync(TestContext.Current.CancellationToken);
        var project = App.Project(Source);
        return project with { References = [.. TestReferences.WithoutRuntime, runtime.ToMetadataReference()] };
    }
}
