namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Google.GenAI.Types;

/// <summary>Google.GenAI: embeddings. Vertex AI counts the tokens of each input, the Gemini API none.</summary>
internal static partial class Adapter
{
    internal static void Response(AiCall call, EmbedContentResponse? response)
    {
        if (!(response?.Embeddings is { } embeddings))
        {
            return;
        }

        call.SetEmbeddingInputs(embeddings.Count);
        call.SetEmbeddingDimensions(embeddings.Count > 0 ? embeddings[0].Values?.Count ?? 0 : 0);
        double? tokens = null;
        foreach (var embedding in embeddings)
        {
            if (embedding.Statistics?.TokenCount is { } count)
            {
                tokens = (tokens ?? 0) + count;
            }
        }

        if (tokens is { })
        {
            call.SetProvider("gcp.vertex_ai");
            call.SetUsage(new AiUsage { InputTokens = (long)tokens.Value });
        }
    }
}
