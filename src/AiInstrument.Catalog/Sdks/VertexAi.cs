using static AiInstrument.Catalog.LlmRows;

namespace AiInstrument.Catalog.Sdks;

/// <summary>Vertex AI's prediction service.</summary>
internal static class VertexAi
{
    private const string Prediction = "Google.Cloud.AIPlatform.V1.PredictionServiceClient";

    public static LlmSdk Sdk { get; } = new()
    {
        Name = "vertex",
        Provider = "gcp.vertex_ai",
        Assemblies = ["Google.Cloud.AIPlatform.V1"],
        AdaptedTypes = [Prediction],
        ClientTypes = [Prediction],
        Methods =
        [
            .. Twins(Prediction, LlmOperation.GenerateContent, ["GenerateContent", "Predict", "RawPredict"], property: "Model"),
            .. Of(Prediction, LlmOperation.GenerateContent, ["StreamGenerateContent", "StreamRawPredict"], property: "Model"),
            .. Twins(Prediction, LlmOperation.Embeddings, ["EmbedContent"], property: "Model"),
        ],
    };
}
