namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::AiInstrument.Capture;
using global::OpenAI.Images;

/// <summary>OpenAI: images. Results are read as raw JSON; only token-priced models tell a usage.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, ImageClient? client)
    {
#if OPENAI_CLIENT_ENDPOINT
        Server(call, client?.Endpoint);
#endif
#if OPENAI_CLIENT_MODEL
        call.SetRequestModel(client?.Model);
#endif
    }
}
