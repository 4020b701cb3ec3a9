namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Mscc.GenerativeAI;
#if MSCC_TYPES
using global::Mscc.GenerativeAI.Types;
#endif

/// <summary>Mscc.GenerativeAI: content, by a model or in a chat. Its data types moved to a namespace of their own in version 3.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, GenerativeModel? model)
    {
#if MSCC_MODEL
        call.SetRequestModel(model?.Model?.ToString());
#endif
    }

    internal static void Request(AiCall call, GenerationConfig? config)
    {
        call.SetMaxOutputTokens((long?)config?.MaxOutputTokens);
        call.SetTemperature((double?)config?.Temperature);
        call.SetTopP((double?)config?.TopP);
    }

    internal static void Request(AiCall call, GenerateContentRequest? request) => Request(call, request?.GenerationConfig);

    internal static void Response(AiCall call, GenerateContentResponse? response) => Content(call, response);

    /// <summary>Each part tells the counts so far, the last one those of the whole.</summary>
    internal static void Update(AiCall call, GenerateContentResponse? response) => Content(call, response);

    private static void Content(AiCall call, GenerateContentResponse? response)
    {
        if (response is null)
        {
            return;
        }

#if MSCC_MODEL_VERSION
        call.SetResponseModel(response.ModelVersion);
#endif
#if MSCC_RESPONSE_ID
        call.SetResponseId(response.ResponseId);
#endif
        var ended = false;
        if (response.Candidates is { } candidates)
        {
            foreach (var candidate in candidates)
            {
                var reason = Word(candidate.FinishReason);
                reason = reason is "FINISH_REASON_UNSPECIFIED" ? null : reason;
                call.AddFinishReason(reason);
                ended |= reason is { };
            }
        }

        if (response.UsageMetadata is { } usage)
        {
            long? tools = null;
            long? thoughts = null;
#if MSCC_THOUGHTS
            tools = usage.ToolUsePromptTokenCount;
            thoughts = usage.ThoughtsTokenCount;
#endif
            var counts = GeminiUsage((long?)usage.PromptTokenCount, tools, (long?)usage.CandidatesTokenCount, thoughts, (long?)usage.CachedContentTokenCount);
            if (ended)
            {
                call.SetUsage(counts);
            }
            else
            {
                call.SetPartialUsage(counts);
            }
        }
    }
}
