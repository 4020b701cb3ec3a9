namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::AiInstrument.Capture;
using global::OpenAI.Embeddings;

/// <summary>OpenAI: embeddings. A single embedding comes without its usage: that is read from the raw response.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, EmbeddingClient? client)
    {
#if OPENAI_CLIENT_ENDPOINT
        Server(call, client?.Endpoint);
#endif
#if OPENAI_CLIENT_MODEL
        call.SetRequestModel(client?.Model);
#endif
    }

#if OPENAI_EMBEDDING_FLOATS
    internal static void Response(AiCall call, ClientResult<OpenAIEmbedding>? result)
    {
        Response(call, (ClientResult?)result);
        Dimensions(call, result?.Value);
    }
#endif

    internal static void Response(AiCall call, ClientResult<OpenAIEmbeddingCollection>? result)
    {
        if (!(result?.Value is { } embeddings))
        {
            return;
        }

        call.SetResponseModel(embeddings.Model);
        if (embeddings.Usage is { } usage)
        {
            call.SetUsage(new AiUsage { InputTokens = usage.InputTokenCount });
        }

        call.SetEmbeddingInputs(embeddings.Count);
#if OPENAI_EMBEDDING_FLOATS
        Dimensions(call, embeddings.Count > 0 ? embeddings[0] : null);
#endif
    }

#if OPENAI_EMBEDDING_FLOATS
    private static void Dimensions(AiCall call, OpenAIEmbedding? embedding) => call.SetEmbeddingDimensions(embedding?.ToFloats().Length ?? 0);
#endif
}
