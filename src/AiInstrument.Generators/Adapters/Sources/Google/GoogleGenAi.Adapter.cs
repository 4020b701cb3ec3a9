namespace AiInstrument.Generated;

using global::System.Collections.Generic;
using global::AiInstrument.Capture;
using global::Google.GenAI.Types;

/// <summary>Google.GenAI: content. The client does not say where it sends its requests; only Vertex AI tells a traffic type.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, GenerateContentConfig? config)
    {
        call.SetMaxOutputTokens((long?)config?.MaxOutputTokens);
        call.SetTemperature((double?)config?.Temperature);
        call.SetTopP((double?)config?.TopP);
    }

    internal static void Response(AiCall call, GenerateContentResponse? response) => Content(call, response);

    /// <summary>Each part tells the counts so far, the last one those of the whole.</summary>
    internal static void Update(AiCall call, GenerateContentResponse? response) => Content(call, response);

    private static void Content(AiCall call, GenerateContentResponse? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseModel(response.ModelVersion);
        call.SetResponseId(response.ResponseId);
        var ended = false;
        if (response.Candidates is { } candidates)
        {
            foreach (var candidate in candidates)
            {
                var reason = Word(candidate.FinishReason);
                call.AddFinishReason(reason);
                ended |= reason is { };
                call.AddToolCalls(ToolCalls(candidate.Content?.Parts));
            }
        }

        if (response.UsageMetadata is { } usage)
        {
            var counts = GeminiUsage(usage.PromptTokenCount, usage.ToolUsePromptTokenCount, usage.CandidatesTokenCount, usage.ThoughtsTokenCount, usage.CachedContentTokenCount);
            counts.AudioInputTokens = OfModality(usage.PromptTokensDetails, "AUDIO");
            counts.ImageInputTokens = OfModality(usage.PromptTokensDetails, "IMAGE");
            counts.AudioOutputTokens = OfModality(usage.CandidatesTokensDetails, "AUDIO");
            counts.ImageOutputTokens = OfModality(usage.CandidatesTokensDetails, "IMAGE");
            if (usage.TrafficType is { })
            {
                call.SetProvider("gcp.vertex_ai");
            }

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

    private static int ToolCalls(List<Part>? parts)
    {
        var count = 0;
        if (parts is { })
        {
            foreach (var part in parts)
            {
                count += part.FunctionCall is null ? 0 : 1;
            }
        }

        return count;
    }

    private static long? OfModality(List<ModalityTokenCount>? details, string modality)
    {
        long? sum = null;
        if (details is { })
        {
            foreach (var detail in details)
            {
                if (Word(detail.Modality) == modality)
                {
                    sum = (sum ?? 0) + (detail.TokenCount ?? 0);
                }
            }
        }

        return sum;
    }
}
