using Microsoft.Extensions.AI;

namespace AiInstrument.Generators.Tests.Harness;

/// <summary>A Microsoft.Extensions.AI client that is a chat client and an embedding generator at once, as some providers' clients are.</summary>
public sealed class FakeClient : IChatClient, IEmbeddingGenerator<string, Embedding<float>>
{
    public static UsageDetails Usage => new()
    {
        InputTokenCount = 11,
        OutputTokenCount = 7,
        CachedInputTokenCount = 5,
        ReasoningTokenCount = 3,
        AdditionalCounts = new AdditionalPropertiesDictionary<long> { ["CacheCreationInputTokens"] = 2 },
    };

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello"))
        {
            ModelId = "served",
            ResponseId = "r1",
            FinishReason = ChatFinishReason.Stop,
            Usage = Usage,
        });

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        for (var round = 0; round < 2; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "Hello") { ModelId = "served", ResponseId = "r1" };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage)]);
        }
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(_ => new Embedding<float>(new float[] { 1 }) { ModelId = "served" }))
        {
            Usage = new UsageDetails { InputTokenCount = 6 },
        });

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", new Uri("https://me.openai.azure.com/"), "default")
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("ollama", new Uri("http://localhost:11434"), "embedder")
        : null;

    public void Dispose()
    {
    }
}
