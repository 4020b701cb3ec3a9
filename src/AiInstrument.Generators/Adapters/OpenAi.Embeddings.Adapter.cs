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

    internal static void Response(AiCall call, ClientResult<OpenAIEmbeddingCollection>? result)
    {
        if (result?.Value is not { } embeddings)
        {
            return;
        }

        call.SetResponseModel(embeddings.Model);
        if (embeddings.Usage is { } usage)
        {
            call.SetUsage(new AiUsage { InputTokens = usage.InputTokenCount });
        }
    }
}
