namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::AiInstrument.Capture;
using global::OpenAI.Audio;

/// <summary>OpenAI: audio. Transcriptions are read as raw JSON; models that are priced by the minute tell no tokens.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, AudioClient? client)
    {
#if OPENAI_CLIENT_ENDPOINT
        Server(call, client?.Endpoint);
#endif
#if OPENAI_CLIENT_MODEL
        call.SetRequestModel(client?.Model);
#endif
    }

    internal static void Response(AiCall call, ClientResult<AudioTranscription>? result)
    {
        Response(call, (ClientResult?)result);
        call.SetAudioSeconds(result?.Value?.Duration?.TotalSeconds ?? double.NaN);
    }

    internal static void Response(AiCall call, ClientResult<AudioTranslation>? result)
    {
        Response(call, (ClientResult?)result);
        call.SetAudioSeconds(result?.Value?.Duration?.TotalSeconds ?? double.NaN);
    }

#if OPENAI_AUDIO_STREAMING_USAGE
    internal static void Update(AiCall call, StreamingAudioTranscriptionUpdate? update)
    {
        if (update is StreamingAudioTranscriptionTextDoneUpdate { Usage: { } usage })
        {
            call.SetUsage(new AiUsage
            {
                InputTokens = usage.InputTokenCount,
                OutputTokens = usage.OutputTokenCount,
                AudioInputTokens = usage.InputTokenDetails?.AudioTokenCount,
            });
        }
    }

    internal static void Update(AiCall call, StreamingSpeechUpdate? update)
    {
        if (update is StreamingSpeechAudioDoneUpdate { Usage: { } usage })
        {
            call.SetUsage(new AiUsage { InputTokens = usage.InputTokenCount, OutputTokens = usage.OutputTokenCount });
        }
    }
#endif
}
