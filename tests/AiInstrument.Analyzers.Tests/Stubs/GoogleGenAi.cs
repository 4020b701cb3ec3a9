// assembly: Google.GenAI
namespace Google.GenAI
{
    public class Client
    {
        public Models Models => null!;
        public Live Live => null!;
        public Batches Batches => null!;
        public Files Files => null!;
    }

    public class Models
    {
        public Task<object> GenerateContentAsync(string model, string contents) => null!;
        public IAsyncEnumerable<object> GenerateContentStreamAsync(string model, string contents) => null!;
        public Task<object> GenerateImagesAsync(string model, string contents) => null!;
        public Task<object> UpscaleImageAsync(string model, string contents) => null!;
        public Task<object> EditImageAsync(string model, string contents) => null!;
        public Task<object> GenerateVideosAsync(string model, string contents) => null!;
        public Task<object> EmbedContentAsync(string model, string contents) => null!;
        public Task<object> CountTokensAsync(string model, string contents) => null!;
        public Task<object> GetAsync(string model) => null!;
        public Task<object> ListAsync() => null!;
    }

    public class Live
    {
        public Task<object> ConnectAsync(string model, object config) => null!;
    }

    public class Batches
    {
        public Task<object> CreateAsync(string model, object src) => null!;
        public Task<object> CreateEmbeddingsAsync(string model, object src) => null!;
        public Task<object> GetAsync(string name) => null!;
        public Task<object> CancelAsync(string name) => null!;
    }

    public class Files
    {
        public Task<object> UploadAsync(string path) => null!;
    }
}

// calls
using Google.GenAI;

class Calls
{
    void Use1(Client client)
    {
        client.Models.[|GenerateContentAsync|]("m", "x");
        client.Models.[|GenerateContentStreamAsync|]("m", "x");
        client.Models.[|GenerateImagesAsync|]("m", "x");
        client.Models.[|UpscaleImageAsync|]("m", "x");
        client.Models.[|EditImageAsync|]("m", "x");
        client.Models.[|GenerateVideosAsync|]("m", "x");
        client.Models.[|EmbedContentAsync|]("m", "x");
        client.Live.[|ConnectAsync|]("m", new());
        client.Batches.[|CreateAsync|]("m", new());
        client.Batches.[|CreateEmbeddingsAsync|]("m", new());
        client.Models.CountTokensAsync("m", "x");
        client.Models.GetAsync("m");
        client.Models.ListAsync();
        client.Batches.GetAsync("b");
        client.Batches.CancelAsync("b");
        client.Files.UploadAsync("f");
    }
}
