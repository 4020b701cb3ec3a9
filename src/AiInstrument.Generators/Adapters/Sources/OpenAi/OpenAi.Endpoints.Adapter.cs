namespace AiInstrument.Generated;

using global::AiInstrument.Capture;

/// <summary>OpenAI: where the clients send their requests whose results are raw JSON, or that only begin something: runs, batches, videos, decisions, sessions.</summary>
internal static partial class Adapter
{
#if OPENAI_ASSISTANTS
    internal static void Target(AiCall call, global::OpenAI.Assistants.AssistantClient? client) => Server(call, client?.Endpoint);
#endif

#if OPENAI_BATCH
    internal static void Target(AiCall call, global::OpenAI.Batch.BatchClient? client) => Server(call, client?.Endpoint);
#endif

#if OPENAI_VIDEOS
    internal static void Target(AiCall call, global::OpenAI.Videos.VideoClient? client) => Server(call, client?.Endpoint);
#endif

#if OPENAI_DECISIONS
    internal static void Target(AiCall call, global::OpenAI.Decisions.DecisionsClient? client) => Server(call, client?.Endpoint);
#endif

#if OPENAI_REALTIME
    internal static void Target(AiCall call, global::OpenAI.Realtime.RealtimeClient? client) => Server(call, client?.Endpoint);
#endif
}
