// assembly: Cohere
namespace Cohere
{
    public interface ICohereClient
    {
        Task<object> ChatAsync(string model, string text);
        Task<object> ChatAsResponseAsync(string model, string text);
        Task<object> EmbedAsync(string model, string text);
        Task<object> EmbedAsResponseAsync(string model, string text);
        Task<object> RerankAsync(string model, string text);
        Task<object> RerankAsResponseAsync(string model, string text);
        IAsyncEnumerable<object> ChatAsStreamAsync(string model, string text);
        Task<object> TokenizeAsync(string text);
    }

    public class CohereClient : ICohereClient
    {
        public Task<object> ChatAsync(string model, string text) => null!;
        public Task<object> ChatAsResponseAsync(string model, string text) => null!;
        public Task<object> EmbedAsync(string model, string text) => null!;
        public Task<object> EmbedAsResponseAsync(string model, string text) => null!;
        public Task<object> RerankAsync(string model, string text) => null!;
        public Task<object> RerankAsResponseAsync(string model, string text) => null!;
        public IAsyncEnumerable<object> ChatAsStreamAsync(string model, string text) => null!;
        public Task<object> TokenizeAsync(string text) => null!;
    }
}

// calls
using Cohere;

class Calls
{
    void Use1(ICohereClient client)
    {
        client.[|ChatAsync|]("m", "x");
        client.[|ChatAsResponseAsync|]("m", "x");
        client.[|EmbedAsync|]("m", "x");
        client.[|EmbedAsResponseAsync|]("m", "x");
        client.[|RerankAsync|]("m", "x");
        client.[|RerankAsResponseAsync|]("m", "x");
        client.[|ChatAsStreamAsync|]("m", "x");
        client.TokenizeAsync("x");
    }

    void Use2(CohereClient client)
    {
        client.[|ChatAsync|]("m", "x");
        client.TokenizeAsync("x");
    }
}
