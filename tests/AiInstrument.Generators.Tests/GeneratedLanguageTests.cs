using AiInstrument.Analyzers.Tests.Catalog;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Generators.Tests;

/// <summary>What is generated for any SDK is C# 8, but for the little that says itself what it needs.</summary>
public sealed class GeneratedLanguageTests
{
    /// <summary>They have two texts: SwitchTests compiles both.</summary>
    private static readonly string[] s_variable = ["AiRegistry.g.cs", "AiInstrument.Interceptors.g.cs", "AiInstrument.FeatureCalls.g.cs"];

    public static TheoryData<string> Stubs => [.. SdkStub.Names];

    [Theory]
    [MemberData(nameof(Stubs))]
    public async Task Code_for_an_SDK_compiles_in_CSharp_8(string stub)
    {
        var sdk = await SdkStub.LoadAsync(stub, stub == "SemanticKernel" ? TestReferences.All : null);

        await VerifyAsync(App.Project(sdk.Calls) with { References = sdk.References });
    }

    [Fact]
    public async Task Code_for_the_SDKs_of_packages_compiles_in_CSharp_8() => await VerifyAsync(App.Project("""
        using Anthropic;
        using AiInstrument;
        using OpenAI.Chat;
        using OpenAI.Responses;
        using Microsoft.Extensions.AI;
        public static class Calls
        {
            [AiFeature("f")] public static Task A(ChatClient client) => client.CompleteChatAsync("x");
            public static object B(ChatClient client) => client.CompleteChatStreamingAsync("x");
            public static Task<ChatResponse<int>> C(IChatClient client) => client.GetResponseAsync<int>("x");
            public static Task D(AnthropicClient client) => client.Messages.Create(null!);
            public static object E(AnthropicClient client) => client.Messages.CreateStreaming(null!);
            public static Task F(IEmbeddingGenerator<string, Embedding<float>> generator) => generator.GenerateAsync("x");
            public static Task G(ResponsesClient client) => client.CreateResponseAsync("m", "x");
        }
        """));

    private static async Task VerifyAsync(TestProject project)
    {
        var run = await project.GenerateAsync(new AiInstrumentGenerator());
        var options = new CSharpParseOptions(LanguageVersion.CSharp8, preprocessorSymbols: project.PreprocessorSymbols);
        var trees = run.Files.Where(f => !s_variable.Contains(f.Key)).Select(f => CSharpSyntaxTree.ParseText(f.Value, options, f.Key)).ToList();

        var diagnostics = run.Output.RemoveAllSyntaxTrees().AddSyntaxTrees(trees).GetDiagnostics(TestContext.Current.CancellationToken);

        Assert.Empty(diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Location.IsInSource));
        Assert.Contains(run.Files.Keys, f => f.EndsWith(".Adapter.g.cs", StringComparison.Ordinal));
    }
}
