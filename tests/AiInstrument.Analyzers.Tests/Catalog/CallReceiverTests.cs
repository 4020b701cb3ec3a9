using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>Which expressions are calls. AII0002 without any declaration marks each one, intercepted or not.</summary>
public sealed class CallReceiverTests
{
    private const string Usings = "using Microsoft.Extensions.AI; using OpenAI.Chat; using ChatMessage = Microsoft.Extensions.AI.ChatMessage;\n";

    [Theory]
    [InlineData("Task M(IChatClient c) => c.[|GetResponseAsync|]([], null, default);")]
    [InlineData("Task M(IChatClient c) => c.[|GetResponseAsync|](\"x\");")]
    [InlineData("Task M(IChatClient c) => ChatClientExtensions.[|GetResponseAsync|](c, \"x\");")]
    [InlineData("Task M<T>(T c) where T : IChatClient => c.[|GetResponseAsync|]([]);")]
    [InlineData("Task M<T>(T c) where T : class, IChatClient => c.[|GetResponseAsync|](\"x\");")]
    [InlineData("Task? M(IChatClient? c) => c?.[|GetResponseAsync|](\"x\");")]
    [InlineData("Task? M(Holder? h) => h?.Client.[|GetResponseAsync|]([]);")]
    [InlineData("async Task M(IChatClient c) { await foreach (var u in c.[|GetStreamingResponseAsync|](\"x\")) { } }")]
    [InlineData("async Task M(IChatClient c) { await foreach (var u in c.[|GetStreamingResponseAsync|]([]).WithCancellation(default)) { } }")]
    [InlineData("async Task<string> M(IChatClient c) => (await c.[|GetResponseAsync|](\"x\").ConfigureAwait(false)).Text;")]
    [InlineData("Task M(Fake c) => c.[|GetResponseAsync|]([]);")]
    [InlineData("Task M(FakeChild c) => c.[|GetResponseAsync|]([]);")]
    [InlineData("Task M(Explicit c) => ((IChatClient)c).[|GetResponseAsync|]([]);")]
    [InlineData("Task M(Explicit c) => c.[|GetResponseAsync|](\"same result as the interface's\");")]
    [InlineData("Task M(OwnGenerator g) => g.[|GenerateAsync|](new[] { \"x\" });")]
    [InlineData("Task M(DelegatingChatClient c) => c.[|GetResponseAsync|]([]);")]
    [InlineData("Task M(IEmbeddingGenerator<string, Embedding<float>> g) => g.[|GenerateAsync|](new[] { \"x\" });")]
    [InlineData("Task M(IEmbeddingGenerator<string, Embedding<float>> g) => g.[|GenerateVectorAsync|](\"x\");")]
    [InlineData("Task M(ChatClient c) => c.[|CompleteChatAsync|](\"x\");")]
    [InlineData("void M(ChatClient c) => c.[|CompleteChat|](\"x\");")]
    [InlineData("Task M(ChatClient c) => c.[|CompleteChatAsync|](System.ClientModel.BinaryContent.Create(BinaryData.FromString(\"{}\")));")]
    [InlineData("void M(ChatClient c) { foreach (var u in c.[|CompleteChatStreaming|](\"x\")) { } }")]
    [InlineData("Task M(DerivedClient c) => c.[|CompleteChatAsync|](\"x\");")]
    [InlineData("Task M() => new OpenAI.OpenAIClient(\"k\").GetChatClient(\"m\").[|CompleteChatAsync|](\"x\");")]
    [InlineData("Task M(OpenAI.Responses.ResponsesClient c) => c.[|CreateResponseAsync|](\"m\", \"x\");")]
    [InlineData("async Task M(OpenAI.Responses.ResponsesClient c) { await foreach (var u in (await c.[|CreateResponseStreamingAsync|](\"m\", \"x\"))) { } }")]
    [InlineData("Task M(OpenAI.Embeddings.EmbeddingClient c) => c.[|GenerateEmbeddingAsync|](\"x\");")]
    [InlineData("Task M(OpenAI.Images.ImageClient c) => c.[|GenerateImageAsync|](\"x\");")]
    [InlineData("Task M(OpenAI.Audio.AudioClient c) => c.[|TranscribeAudioAsync|](\"x\");")]
    [InlineData("Task M(OpenAI.Moderations.ModerationClient c) => c.[|ClassifyTextAsync|](\"x\");")]
    [InlineData("Task M(Anthropic.AnthropicClient c) => c.Messages.[|Create|](null!);")]
    [InlineData("Task M(Anthropic.IAnthropicClient c) => c.Messages.WithRawResponse.[|Create|](null!);")]
    [InlineData("Task M(Anthropic.IAnthropicClient c) => c.Beta.Messages.[|Create|](null!);")]
    [InlineData("async Task M(Anthropic.IAnthropicClient c) { await foreach (var e in c.Messages.[|CreateStreaming|](null!)) { } }")]
    public async Task A_call_is_found_whatever_its_receiver(string member) =>
        await TestProject.Library(Usings + "class C { " + member + " }" + Types).VerifyAsync(new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("class C(IChatClient chat) { Task M() => chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("class C { readonly IChatClient _chat = null!; Task M() => _chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("class C(IChatClient chat) { Func<Task> F => () => chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("class C(IChatClient chat) { Task M() { return Local(); Task Local() => chat.[|GetResponseAsync|](\"x\"); } }")]
    [InlineData("class C(IChatClient chat) { void M() { EventHandler h = async delegate { await chat.[|GetResponseAsync|](\"x\"); }; } }")]
    [InlineData("class C(IChatClient chat) { Task M() => Task.WhenAll(from i in new[] { 1 } select chat.[|GetResponseAsync|](\"x\")); }")]
    [InlineData("class C(IChatClient chat) { IEnumerable<Task> M() { yield return chat.[|GetResponseAsync|](\"x\"); } }")]
    [InlineData("class C(IChatClient chat) { Lazy<Task> _t = new(() => chat.[|GetResponseAsync|](\"x\")); }")]
    [InlineData("interface I { IChatClient Chat { get; } Task M() => Chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("static class C { extension(string s) { public Task Ask(IChatClient chat) => chat.[|GetResponseAsync|](s); } }")]
    public async Task A_call_is_found_wherever_it_stands(string code) =>
        await (TestProject.Library(Usings + code) with { LanguageVersion = Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview }).VerifyAsync(new UnattributedCallAnalyzer());

    [Fact]
    public async Task Calls_in_top_level_statements_are_found() =>
        await TestProject.Application(Usings + """
            using Client = Microsoft.Extensions.AI.IChatClient;

            Client chat = null!;
            await chat.[|GetResponseAsync|]("x");
            await Local();
            var lambda = () => chat.[|GetResponseAsync|]("x");

            Task Local() => chat.[|GetResponseAsync|]("x");
            """).VerifyAsync(new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("string M(IChatClient c) => nameof(c.GetResponseAsync);")]
    [InlineData("object? M(IChatClient c) => c.GetService(typeof(ChatClient));")]
    [InlineData("Task M(OpenAI.Responses.ResponsesClient c) => c.GetResponseAsync(\"id\");")]
    [InlineData("Task M(OpenAI.Responses.ResponsesClient c) => c.DeleteResponseAsync(\"id\");")]
    [InlineData("Task M(OpenAI.Chat.ChatClient c) => c.DeleteChatCompletionAsync(\"id\");")]
    [InlineData("Task M(OpenAI.Models.OpenAIModelClient c) => c.GetModelsAsync();")]
    [InlineData("Task M(OpenAI.Files.OpenAIFileClient c) => c.GetFilesAsync();")]
    [InlineData("Task M(Anthropic.IAnthropicClient c) => c.Messages.CountTokens(null!);")]
    [InlineData("Task M(Anthropic.IAnthropicClient c) => c.Models.List();")]
    [InlineData("Task M(Anthropic.IAnthropicClient c) => c.Messages.Batches.List();")]
    [InlineData("Task M(OpenAI.Assistants.AssistantClient c) => c.CreateThreadAsync();")]
    [InlineData("Task M(Lookalike c) => c.GetResponseAsync(\"x\");")]
    [InlineData("Task M(Explicit c) => c.GetResponseAsync(1);")]
    public async Task What_calls_no_model_is_not_flagged(string member) =>
        await TestProject.Library(Usings + "class C { " + member + " }" + Types).VerifyAsync(new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("class Retrying(IChatClient inner) : DelegatingChatClient(inner) { public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default) => base.GetResponseAsync(m, o, t); }")]
    [InlineData("class Retrying(IChatClient inner) : DelegatingChatClient(inner) { public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default) => InnerClient.GetResponseAsync(m, o, t); }")]
    [InlineData("class Own(IChatClient inner) : Fake { Task M() => inner.GetResponseAsync([]); }")]
    [InlineData("class Own(ChatClient inner) : Fake { Task M() => inner.CompleteChatAsync(\"x\"); }")]
    [InlineData("class Own(IChatClient inner) : Fake { class Helper(IChatClient c) { Task M() => c.GetResponseAsync([]); } }")]
    [InlineData("class Own : ChatClient { public override Task<System.ClientModel.ClientResult<ChatCompletion>> CompleteChatAsync(params OpenAI.Chat.ChatMessage[] m) => base.CompleteChatAsync(m); }")]
    public async Task Forwarding_inside_a_client_is_plumbing(string code) =>
        await TestProject.Library(Usings + code + Types).VerifyAsync(new EscapedCallAnalyzer(), new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("class Own(IChatClient inner) : Fake { public Task AskAsync() => inner.[|GetResponseAsync|]([]); }")]
    [InlineData("class Own(IChatClient inner) : Fake { internal Task AskAsync() { return Local(); Task Local() => inner.[|GetResponseAsync|]([]); } }")]
    [InlineData("class Own(IChatClient inner) : DelegatingChatClient(inner) { public Task<string[]> AskAllAsync() => Task.WhenAll(new[] { 1 }.Select(async i => (await this.[|GetResponseAsync|](\"x\")).Text)); }")]
    public async Task A_method_that_a_client_adds_for_others_to_call_is_no_plumbing(string code) =>
        await TestProject.Library(Usings + code + Types).VerifyAsync(new UnattributedCallAnalyzer());

    private const string Types = """

        class Holder { public IChatClient Client => null!; }
        class DerivedClient : ChatClient;
        class Fake : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default) => null!;
            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o = null, CancellationToken t = default) => null!;
            public object? GetService(Type t, object? k = null) => null;
            public void Dispose() { }
        }
        class FakeChild : Fake;
        class Explicit : IChatClient
        {
            Task<ChatResponse> IChatClient.GetResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o, CancellationToken t) => null!;
            IAsyncEnumerable<ChatResponseUpdate> IChatClient.GetStreamingResponseAsync(IEnumerable<ChatMessage> m, ChatOptions? o, CancellationToken t) => null!;
            object? IChatClient.GetService(Type t, object? k) => null;
            public void Dispose() { }
            public Task GetResponseAsync(int anotherResult) => Task.CompletedTask;
            public Task<ChatResponse> GetResponseAsync(string prompt) => null!;
        }
        class OwnGenerator : IEmbeddingGenerator<string, Embedding<float>>
        {
            public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> v, EmbeddingGenerationOptions? o = null, CancellationToken t = default) => null!;
            public object? GetService(Type t, object? k = null) => null;
            public void Dispose() { }
        }
        class Lookalike { public Task GetResponseAsync(string s) => Task.CompletedTask; }
        """;
}
