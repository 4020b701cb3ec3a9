// assembly: Cohere
namespace Cohere
{
    public interface ICohereClient
    {
        Uri? BaseUri { get; }
        Task<ChatResponse> ChatAsync(ChatRequest request, CancellationToken cancellationToken = default);
        Task<AutoSDKHttpResponse<ChatResponse>> ChatAsResponseAsync(ChatRequest request, CancellationToken cancellationToken = default);
        Task<EmbedByTypeResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default);
        Task<AutoSDKHttpResponse<EmbedByTypeResponse>> EmbedAsResponseAsync(EmbedRequest request, CancellationToken cancellationToken = default);
        Task<RerankResponse> RerankAsync(RerankRequest request, CancellationToken cancellationToken = default);
        Task<AutoSDKHttpResponse<RerankResponse>> RerankAsResponseAsync(RerankRequest request, CancellationToken cancellationToken = default);
        IAsyncEnumerable<StreamedChatResponse> ChatAsStreamAsync(ChatRequest request, CancellationToken cancellationToken = default);
        Task<object> TokenizeAsync(string text);
    }

    public class CohereClient : ICohereClient
    {
        public Uri? BaseUri { get; } = new("https://api.cohere.com/");

        public Task<ChatResponse> ChatAsync(ChatRequest request, CancellationToken cancellationToken = default) => request.Model == "refused"
            ? Task.FromException<ChatResponse>(new HttpRequestException("refused"))
            : Task.FromResult(new ChatResponse { Id = "c14", FinishReason = ChatFinishReason.Complete, Message = new() { ToolCalls = [new(), new()] }, Usage = new() { BilledUnits = new() { InputTokens = 11, OutputTokens = 7 } } });

        public async Task<AutoSDKHttpResponse<ChatResponse>> ChatAsResponseAsync(ChatRequest request, CancellationToken cancellationToken = default) => new() { Body = await ChatAsync(request, cancellationToken) };
        public Task<EmbedByTypeResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new EmbedByTypeResponse { Id = "e1", Embeddings = new() { Float = [[1, 2, 3]] }, Meta = new() { BilledUnits = new() { InputTokens = 6 } } });
        public Task<AutoSDKHttpResponse<EmbedByTypeResponse>> EmbedAsResponseAsync(EmbedRequest request, CancellationToken cancellationToken = default) => null!;
        public Task<RerankResponse> RerankAsync(RerankRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new RerankResponse { Id = "r1" });
        public Task<AutoSDKHttpResponse<RerankResponse>> RerankAsResponseAsync(RerankRequest request, CancellationToken cancellationToken = default) => null!;

        public async IAsyncEnumerable<StreamedChatResponse> ChatAsStreamAsync(ChatRequest request, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return default;
            yield return new StreamedChatResponse { StreamEnd = new() { FinishReason = ChatFinishReason.MaxTokens, Response = new() { ResponseId = "c15", Meta = new() { BilledUnits = new() { InputTokens = 11, OutputTokens = 7 } } } } };
        }

        public Task<object> TokenizeAsync(string text) => null!;
    }

    public class AutoSDKHttpResponse<T>
    {
        public T Body { get; set; } = default!;
    }

    public sealed class ChatRequest
    {
        public string? Model { get; set; }
        public int? MaxTokens { get; set; }
        public float? Temperature { get; set; }
        public float? P { get; set; }
    }

    public enum ChatFinishReason { Complete, StopSequence, MaxTokens, ToolCall }

    public sealed class ChatResponse
    {
        public string Id { get; set; } = null!;
        public ChatFinishReason FinishReason { get; set; }
        public AssistantMessageResponse Message { get; set; } = null!;
        public Usage? Usage { get; set; }
    }

    public sealed class AssistantMessageResponse
    {
        public IList<object>? ToolCalls { get; set; }
    }

    public sealed class Usage
    {
        public UsageBilledUnits? BilledUnits { get; set; }
    }

    public sealed class UsageBilledUnits
    {
        public double? InputTokens { get; set; }
        public double? OutputTokens { get; set; }
    }

    public readonly struct StreamedChatResponse
    {
        public ChatStreamEndEvent? StreamEnd { get; init; }
    }

    public sealed class ChatStreamEndEvent
    {
        public ChatFinishReason FinishReason { get; set; }
        public NonStreamedChatResponse Response { get; set; } = null!;
    }

    public sealed class NonStreamedChatResponse
    {
        public string? ResponseId { get; set; }
        public ApiMeta? Meta { get; set; }
    }

    public sealed class ApiMeta
    {
        public ApiMetaBilledUnits? BilledUnits { get; set; }
    }

    public sealed class ApiMetaBilledUnits
    {
        public double? InputTokens { get; set; }
        public double? OutputTokens { get; set; }
    }

    public sealed class EmbedRequest
    {
        public string Model { get; set; } = null!;
    }

    public sealed class EmbedByTypeResponse
    {
        public string Id { get; set; } = null!;
        public EmbedByTypeResponseEmbeddings Embeddings { get; set; } = null!;
        public ApiMeta? Meta { get; set; }
    }

    public sealed class EmbedByTypeResponseEmbeddings
    {
        public IList<IList<double>>? Float { get; set; }
    }

    public sealed class RerankRequest
    {
        public string? Model { get; set; }
    }

    public sealed class RerankResponse
    {
        public string? Id { get; set; }
        public ApiMeta? Meta { get; set; }
    }
}

// calls
using Cohere;

class Calls
{
    void Use1(ICohereClient client)
    {
        client.[|ChatAsync|](new());
        client.[|ChatAsResponseAsync|](new());
        client.[|EmbedAsync|](new());
        client.[|EmbedAsResponseAsync|](new());
        client.[|RerankAsync|](new());
        client.[|RerankAsResponseAsync|](new());
        client.[|ChatAsStreamAsync|](new());
        client.TokenizeAsync("x");
    }

    void Use2(CohereClient client)
    {
        client.[|ChatAsync|](new());
        client.TokenizeAsync("x");
    }
}
