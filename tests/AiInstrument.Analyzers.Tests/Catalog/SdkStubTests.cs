using AiInstrument.Analyzers.Rules;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Calls;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>SDKs that cannot be restored: every call of them is seen, nothing else is, and those that no adapter reads are said to escape.</summary>
public sealed class SdkStubTests
{
    public static TheoryData<string> Names => [.. SdkStub.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Calls_are_seen_and_management_is_not(string name)
    {
        var stub = await SdkStub.LoadAsync(name);

        Assert.NotEmpty(await (TestProject.Library(stub.Calls) with { References = stub.References }).VerifyAsync(new UnattributedCallAnalyzer()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_row_is_called_by_the_stub(string name)
    {
        var stub = await SdkStub.LoadAsync(name);
        var compilation = await (TestProject.Library(stub.Calls) with { References = stub.References }).CompileAsync(TestContext.Current.CancellationToken);
        var tree = compilation.SyntaxTrees.First();
        var model = compilation.GetSemanticModel(tree);
        var classifier = CallClassifier.For(compilation, interceptionEnabled: true)!;

        var called = (await tree.GetRootAsync(TestContext.Current.CancellationToken)).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(n => classifier.Classify(model.GetOperation(n)!, model.GetEnclosingSymbol(n.SpanStart)!))
            .Where(c => c is not null && c.Sdk != LlmSdks.All[0].Name)
            .ToList();

        var sdk = LlmSdks.All.Single(s => s.Name == called.Select(c => c!.Sdk).Distinct().Single());
        Assert.Empty(sdk.Methods.Except(called.Select(c => c!.Method!)));
        Assert.All(called, c => Assert.Equal(
            c!.Method!.IsPossible ? EscapeReason.PossibleCall
            : c.Method.Unmeasured != EscapeReason.None ? c.Method.Unmeasured
            : sdk.AdaptedTypes.Contains(c.Method.Type) ? EscapeReason.None
            : EscapeReason.NoAdapter,
            c.Escape));
    }

    [Fact]
    public void Every_SDK_without_a_package_to_test_with_has_a_stub() =>
        Assert.Equal(LlmSdks.All.Length - 3, SdkStub.Names.Count());

    [Theory]
    [InlineData("OllamaSharp", "OllamaSharp.Chat c", "c.SendAsync(\"x\")", "the SDK drops the usage before it returns; call OllamaApiClient as the IChatClient that it is", DiagnosticSeverity.Warning)]
    [InlineData("SemanticKernel", "Microsoft.SemanticKernel.Agents.Orchestration.AgentOrchestration<int, int> c", "c.InvokeAsync(1, new())", "AiInstrument has no adapter for it yet; give the kernel an IChatClient with .UseAiInstrument()", DiagnosticSeverity.Warning)]
    [InlineData("SemanticKernel", "Microsoft.SemanticKernel.Kernel c, Microsoft.SemanticKernel.KernelFunction f", "c.InvokeAsync(f)", "only the run time knows whether it reaches a model; give the kernel an IChatClient with .UseAiInstrument()", DiagnosticSeverity.Info)]
    [InlineData("LlamaSharp", "LLama.LLamaEmbedder c", "c.GetEmbeddings(\"x\")", "the SDK drops the usage before it returns; use its AsChatClient()", DiagnosticSeverity.Info)]
    public async Task The_message_says_what_to_do_and_only_sure_bills_are_warnings(string name, string parameters, string call, string because, DiagnosticSeverity severity)
    {
        var stub = await SdkStub.LoadAsync(name);
        var project = (TestProject.Library($"class C {{ object M({parameters}) => {call}; }}") with { References = stub.References }).ToWorkspaceProject();

        var escaped = Assert.Single(await project.AnalyzeAsync(new EscapedCallAnalyzer()));
        var unattributed = Assert.Single(await project.AnalyzeAsync(new UnattributedCallAnalyzer()));

        Assert.EndsWith(because, escaped.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal((severity, severity), (escaped.Severity, unattributed.Severity));
    }

    [Theory]
    [InlineData("AgentFramework", "class Traced(Microsoft.Agents.AI.AIAgent inner) : Microsoft.Agents.AI.DelegatingAIAgent { Task M() => inner.RunAsync(\"x\"); }")]
    [InlineData("AutoGen", "class Traced(AutoGen.Core.IAgent inner) : AutoGen.Core.IAgent { public string Name => \"\"; public Task<AutoGen.Core.IMessage> GenerateReplyAsync(IEnumerable<AutoGen.Core.IMessage> m) => inner.GenerateReplyAsync(m); }")]
    [InlineData("SemanticKernel", "class Traced(Microsoft.SemanticKernel.ChatCompletion.IChatCompletionService inner) : Microsoft.SemanticKernel.ChatCompletion.IChatCompletionService { public Task<IReadOnlyList<Microsoft.SemanticKernel.ChatMessageContent>> GetChatMessageContentsAsync(object h, Microsoft.SemanticKernel.PromptExecutionSettings? s) => inner.GetChatMessageContentsAsync(h, s); public IAsyncEnumerable<Microsoft.SemanticKernel.StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(object h, Microsoft.SemanticKernel.PromptExecutionSettings? s) => inner.GetStreamingChatMessageContentsAsync(h, s); }")]
    [InlineData("Bedrock", "class Traced : Amazon.BedrockRuntime.AmazonBedrockRuntimeClient { public override Task<Amazon.BedrockRuntime.Model.ConverseResponse> ConverseAsync(Amazon.BedrockRuntime.Model.ConverseRequest r, CancellationToken t) => base.ConverseAsync(r, t); }")]
    [InlineData("AzureInference", "class Traced(Azure.AI.Inference.ChatCompletionsClient inner) : Azure.AI.Inference.ChatCompletionsClient { public override Azure.Response<Azure.AI.Inference.ChatCompletions> Complete(Azure.AI.Inference.ChatCompletionsOptions o, CancellationToken t) => inner.Complete(o, t); }")]
    [InlineData("OllamaSharp", "class Adapter(OllamaSharp.IOllamaApiClient inner) : Microsoft.Extensions.AI.DelegatingChatClient(null!) { public override Task<Microsoft.Extensions.AI.ChatResponse> GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> m, Microsoft.Extensions.AI.ChatOptions? o = null, CancellationToken t = default) { inner.ChatAsync(new()); return null!; } }")]
    public async Task Forwarding_inside_a_client_is_plumbing(string name, string code)
    {
        var stub = await SdkStub.LoadAsync(name);

        await (TestProject.Library(code) with { References = stub.References }).VerifyAsync(new EscapedCallAnalyzer(), new UnattributedCallAnalyzer());
    }

    [Fact]
    public async Task Two_SDKs_with_the_same_full_name_are_told_apart_by_assembly()
    {
        var stub = await SdkStub.LoadAsync("OpenAiDotNet");
        var official = TestReferences.All.Single(r => r.Display?.EndsWith("/OpenAI.dll", StringComparison.Ordinal) == true).WithAliases(["official"]);

        await (TestProject.Library("""
            extern alias official;

            class C
            {
                Task M(OpenAI.OpenAIClient client) => client.AudioEndpoint.{|AII0001:CreateTranscriptionTextAsync|}(null!);

                // Intercepted.
                Task N(official::OpenAI.OpenAIClient client) => client.GetChatClient("m").CompleteChatAsync();
            }
            """) with
        { References = stub.References.Add(official) }).VerifyAsync(new EscapedCallAnalyzer());
    }
}
