using Microsoft.Extensions.AI;

namespace AiInstrument.Benchmarks.Capture;

/// <summary>A client that answers at once, from memory.</summary>
internal sealed class MemoryChatClient : IChatClient
{
    private static readonly ChatClientMetadata s_metadata = new("openai", new Uri("https://api.example.com:8443"), "gpt-4o-mini");

    private readonly Task<ChatResponse> _answer = Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Done."))
    {
        ModelId = "gpt-4o-mini-2024-07-18",
        ResponseId = "chatcmpl-1",
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 1200, OutputTokenCount = 80, CachedInputTokenCount = 1000 },
    });

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => _answer;

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? s_metadata : null;

    public void Dispose()
    {
    }
}
