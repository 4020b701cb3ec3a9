namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::OpenAI.Moderations;

/// <summary>OpenAI: moderations. They are free, and results are read as raw JSON.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, ModerationClient? client)
    {
#if OPENAI_CLIENT_ENDPOINT
        Server(call, client?.Endpoint);
#endif
#if OPENAI_CLIENT_MODEL
        call.SetRequestModel(client?.Model);
#endif
    }
}
