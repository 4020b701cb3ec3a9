namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Azure.AI.Inference;

/// <summary>Azure.AI.Inference: embeddings of texts and images.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, EmbeddingsOptions? options)
    {
        call.SetRequestModel(options?.Model);
        call.SetEmbeddingDimensions(options?.Dimensions ?? 0);
    }

    internal static void Request(AiCall call, ImageEmbeddingsOptions? options)
    {
        call.SetRequestModel(options?.Model);
        call.SetEmbeddingDimensions(options?.Dimensions ?? 0);
    }

    internal static void Response(AiCall call, global::Azure.Response<EmbeddingsResult>? response)
    {
        if (!(response?.Value is { } result))
        {
            return;
        }

        call.SetResponseModel(result.Model);
        call.SetEmbeddingInputs(result.Data?.Count ?? 0);
        if (result.Usage is { } usage)
        {
            call.SetUsage(new AiUsage { InputTokens = usage.PromptTokens });
        }
    }
}
