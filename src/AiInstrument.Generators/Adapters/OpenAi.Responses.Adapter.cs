namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::AiInstrument.Capture;
using global::OpenAI.Responses;

/// <summary>OpenAI: the Responses API. Its client has no model: each request names one.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, ResponsesClient? client) => Server(call, client?.Endpoint);

    internal static void Request(AiCall call, CreateResponseOptions? options)
    {
        call.SetRequestModel(options?.Model);
        call.SetMaxOutputTokens(options?.MaxOutputTokenCount);
        call.SetTemperature(options?.Temperature);
        call.SetTopP(options?.TopP);
        call.SetRequestServiceTier(options?.ServiceTier?.ToString());
    }

    internal static void Response(AiCall call, ClientResult<ResponseResult>? result) => Response(call, result?.Value);

    internal static void Response(AiCall call, ResponseResult? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseModel(response.Model);
        call.SetResponseId(response.Id);
        call.SetServiceTier(response.ServiceTier?.ToString());
        call.AddFinishReason(Reason(response));
        if (response.Usage is { } usage)
        {
            call.SetUsage(new AiUsage
            {
                InputTokens = usage.InputTokenCount,
                OutputTokens = usage.OutputTokenCount,
                CachedInputTokens = usage.InputTokenDetails?.CachedTokenCount,
#if OPENAI_RESPONSES_CACHE_WRITE
                CacheWriteTokens = Told(usage.InputTokenDetails?.CacheWriteTokenCount ?? 0),
#endif
                ReasoningTokens = usage.OutputTokenDetails?.ReasoningTokenCount,
            });
        }

        var toolCalls = 0;
        foreach (var item in response.OutputItems)
        {
            toolCalls += item is FunctionCallResponseItem ? 1 : 0;
        }

        call.SetToolCallCount(toolCalls);
    }

    /// <summary>The last event of a stream carries the whole response, however it ended.</summary>
    internal static void Update(AiCall call, StreamingResponseUpdate? update)
    {
        switch (update)
        {
            case StreamingResponseCreatedUpdate created:
                call.SetResponseModel(created.Response?.Model);
                call.SetResponseId(created.Response?.Id);
                break;
            case StreamingResponseCompletedUpdate completed:
                Response(call, completed.Response);
                break;
            case StreamingResponseIncompleteUpdate incomplete:
                Response(call, incomplete.Response);
                break;
            case StreamingResponseFailedUpdate failed:
                Response(call, failed.Response);
                break;
        }
    }

    /// <summary>In the words of the chat API, by which pages group.</summary>
    private static string? Reason(ResponseResult response) => response.Status switch
    {
        ResponseStatus.Completed => "stop",
        ResponseStatus.Incomplete => response.IncompleteStatusDetails?.Reason?.ToString() switch
        {
            "max_output_tokens" => "length",
            var reason => reason,
        },
        ResponseStatus.Failed => "error",
        _ => null,
    };
}
