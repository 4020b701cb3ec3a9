using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Google.GenAI, for Gemini and Vertex AI.</summary>
internal static class GoogleGenAi
{
    private const string Models = "Google.GenAI.Models";
    private const string Live = "Google.GenAI.Live";
    private const string Batches = "Google.GenAI.Batches";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "google.genai",
        Provider = "gcp.gemini",
        Assemblies = ["Google.GenAI"],
        Instead = "call it through Microsoft.Extensions.AI's IChatClient",
        AdaptedTypes = [Models, Live, Batches],
        ClientTypes = [Models, Live, Batches],
        Methods =
        [
            .. Of(Models, LlmOperation.GenerateContent, ["GenerateContentAsync", "GenerateContentStreamAsync", "GenerateImagesAsync", "UpscaleImageAsync", "EditImageAsync", "GenerateVideosAsync"], parameter: "model"),
            .. Of(Models, LlmOperation.Embeddings, ["EmbedContentAsync"], parameter: "model"),
            .. Of(Live, LlmOperation.Realtime, ["ConnectAsync"], parameter: "model"),
            .. Of(Batches, LlmOperation.Batch, ["CreateAsync", "CreateEmbeddingsAsync"], parameter: "model"),
        ],
    };
}
