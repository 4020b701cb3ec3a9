using AiInstrument.Catalog.Calls;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>What the classifier reads off a call: operation, provider, shape and model.</summary>
public sealed class ClassificationTests
{
    [Theory]
    [InlineData("Task M(IChatClient c) => c.GetResponseAsync(\"x\");", "microsoft.extensions.ai", null, "chat", "TaskOfT")]
    [InlineData("object M(IChatClient c) => c.GetStreamingResponseAsync(\"x\");", "microsoft.extensions.ai", null, "chat", "AsyncEnumerable")]
    [InlineData("Task M(IEmbeddingGenerator<string, Embedding<float>> g) => g.GenerateVectorAsync(\"x\");", "microsoft.extensions.ai", null, "embeddings", "TaskOfT")]
    [InlineData("Task M(IImageGenerator g) => g.GenerateImagesAsync(\"x\");", "microsoft.extensions.ai", null, "generate_content", "TaskOfT")]
    [InlineData("object M(OpenAI.Chat.ChatClient c) => c.CompleteChat(\"x\");", "openai", "openai", "chat", "Value")]
    [InlineData("object M(OpenAI.Chat.ChatClient c) => c.CompleteChatStreaming(\"x\");", "openai", "openai", "chat", "Collection")]
    [InlineData("object M(OpenAI.Chat.ChatClient c) => c.CompleteChatStreamingAsync(\"x\");", "openai", "openai", "chat", "AsyncCollection")]
    [InlineData("Task M(OpenAI.Responses.ResponsesClient c) => c.CreateResponseStreamingAsync(\"m\", \"x\");", "openai", "openai", "chat", "TaskOfStreamingResult")]
    [InlineData("Task M(OpenAI.Audio.AudioClient c) => c.TranscribeAudioAsync(\"f\");", "openai", "openai", "transcription", "TaskOfT")]
    [InlineData("Task M(OpenAI.Moderations.ModerationClient c) => c.ClassifyTextAsync(\"x\");", "openai", "openai", "moderation", "TaskOfT")]
    [InlineData("Task M(Anthropic.IAnthropicClient c) => c.Messages.Create(null!);", "anthropic", "anthropic", "chat", "TaskOfT")]
    [InlineData("object M(Anthropic.IAnthropicClient c) => c.Messages.CreateStreaming(null!);", "anthropic", "anthropic", "chat", "AsyncEnumerable")]
    [InlineData("Task M(HttpClient c) => c.PostAsync(\"https://api.mistral.ai/v1\", null);", "http", "mistral_ai", "chat", "Unsupported")]
    public async Task A_call_has_its_SDK_provider_operation_and_shape(string member, string sdk, string? provider, string operation, string shape)
    {
        var call = await ClassifyAsync(member);

        Assert.Equal((sdk, provider, operation, shape), (call.Sdk, call.Provider, call.Operation, call.Shape.ToString()));
    }

    [Theory]
    [InlineData("Task M(OpenAI.Responses.ResponsesClient c) => c.CreateResponseAsync(\"gpt-x\", \"text\");", "gpt-x")]
    [InlineData("Task M(OpenAI.Responses.ResponsesClient c) => c.CreateResponseAsync(Model, \"text\");", "constant")]
    [InlineData("Task M(OpenAI.Responses.ResponsesClient c) => c.CreateResponseAsync(new OpenAI.Responses.CreateResponseOptions { Model = \"gpt-x\" });", "gpt-x")]
    [InlineData("Task M(OpenAI.OpenAIClient c) => c.GetChatClient(\"gpt-x\").CompleteChatAsync(\"text\");", "gpt-x")]
    [InlineData("Task M() => new OpenAI.Chat.ChatClient(\"gpt-x\", \"key\").CompleteChatAsync(\"text\");", "gpt-x")]
    [InlineData("Task M(IChatClient c) => c.GetResponseAsync(\"text\", new ChatOptions { Temperature = 0, ModelId = \"m\" });", "m")]
    [InlineData("Task M(IChatClient c) => c.GetResponseAsync(\"text\", new() { ModelId = \"m\" });", "m")]
    [InlineData("Task M(IChatClient c) => ChatClientExtensions.GetResponseAsync(c, \"text\", new ChatOptions { ModelId = \"m\" });", "m")]
    [InlineData("Task M(Anthropic.IAnthropicClient c) => c.Messages.Create(new() { Model = \"claude-x\", MaxTokens = 1, Messages = [] });", "claude-x")]
    [InlineData("Task M(IChatClient c) => c.GetResponseAsync(\"text\");", null)]
    [InlineData("Task M(IChatClient c, string model) => c.GetResponseAsync(\"text\", new ChatOptions { ModelId = model });", null)]
    [InlineData("Task M(OpenAI.Chat.ChatClient c) => c.CompleteChatAsync(\"text\");", null)]
    public async Task The_model_is_read_where_it_is_a_constant(string member, string? model) =>
        Assert.Equal(model, (await ClassifyAsync(member)).Model);

    [Theory]
    [InlineData("https://api.openai.com/v1/responses", "openai")]
    [InlineData("HTTPS://API.OPENAI.COM", "openai")]
    [InlineData("wss://api.openai.com/v1/realtime", "openai")]
    [InlineData("https://contoso.openai.azure.com/openai", "azure.ai.openai")]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws.com/model", "aws.bedrock")]
    [InlineData("https://bedrock-runtime-fips.us-east-1.amazonaws.com/model", "aws.bedrock")]
    [InlineData("https://europe-west4-aiplatform.googleapis.com/v1", "gcp.vertex_ai")]
    [InlineData("https://openai.azure.com/", null)]
    [InlineData("https://storage.googleapis.com/", null)]
    [InlineData("https://bedrock-runtime.example.com/", null)]
    [InlineData("ftp://api.openai.com/", null)]
    [InlineData("api.openai.com", null)]
    [InlineData(null, null)]
    public void A_host_tells_the_provider(string? url, string? provider) =>
        Assert.Equal(provider, AiInstrument.Catalog.Sdks.RawHttp.ProviderOf(url, []));

    [Fact]
    public async Task A_project_without_SDK_and_HttpClient_needs_no_classifier()
    {
        var compilation = await (TestProject.Library("class C;") with { ImplicitUsings = false, References = [.. TestReferences.WithoutSdks.Where(r => r.Display?.Contains("System.Net.Http", StringComparison.Ordinal) != true)] })
            .CompileAsync(TestContext.Current.CancellationToken);

        Assert.Null(CallClassifier.For(compilation, interceptionEnabled: true));
    }

    private static async Task<LlmCall> ClassifyAsync(string member)
    {
        var compilation = await TestProject.Library("using Microsoft.Extensions.AI;\nclass C { const string Model = \"constant\"; " + member + " }").CompileAsync();
        var tree = compilation.SyntaxTrees.First();
        var model = compilation.GetSemanticModel(tree);
        var classifier = CallClassifier.For(compilation, interceptionEnabled: true)!;
        return (await tree.GetRootAsync()).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(n => classifier.Classify(model.GetOperation(n)!, model.GetEnclosingSymbol(n.SpanStart)!))
            .Single(c => c is not null)!;
    }
}
