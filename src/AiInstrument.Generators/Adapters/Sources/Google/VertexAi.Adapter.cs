namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Google.Cloud.AIPlatform.V1;

/// <summary>Vertex AI's prediction service: content. The client does not say its endpoint.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, GenerateContentRequest? request)
    {
        call.SetRequestModel(ModelName(request?.Model));
        if (request?.GenerationConfig is { } config)
        {
            call.SetMaxOutputTokens(config.HasMaxOutputTokens ? config.MaxOutputTokens : (long?)null);
            call.SetTemperature(config.HasTemperature ? config.Temperature : (double?)null);
            call.SetTopP(config.HasTopP ? config.TopP : (double?)null);
        }
    }

    internal static void Response(AiCall call, GenerateContentResponse? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseModel(Filled(response.ModelVersion));
#if VERTEX_RESPONSE_ID
        call.SetResponseId(Filled(response.ResponseId));
#endif
        var ended = false;
        foreach (var candidate in response.Candidates)
        {
            var reason = Word(candidate.FinishReason);
            if (reason is { } && reason != "UNSPECIFIED")
            {
                ended = true;
                call.AddFinishReason(reason);
            }

            if (candidate.Content?.Parts is { } parts)
            {
                var tools = 0;
                foreach (var part in parts)
                {
                    tools += part.FunctionCall is null ? 0 : 1;
                }

                call.AddToolCalls(tools);
            }
        }

        if (response.UsageMetadata is { } usage)
        {
            long? thoughts = null;
#if VERTEX_THOUGHTS
            thoughts = Told(usage.ThoughtsTokenCount);
#endif
            var counts = GeminiUsage(usage.PromptTokenCount, null, usage.CandidatesTokenCount, thoughts, Told(usage.CachedContentTokenCount));
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

    /// <summary>A resource name ends with what prices and pages know the model by; an endpoint's stays whole, for its number alone says nothing.</summary>
    private static string? ModelName(string? resource)
    {
        var at = resource?.LastIndexOf("/models/", global::System.StringComparison.Ordinal) ?? -1;
        return at < 0 ? Filled(resource) : resource!.Substring(at + "/models/".Length);
    }

    /// <summary>Protocol buffers have an empty text where nothing was told.</summary>
    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
