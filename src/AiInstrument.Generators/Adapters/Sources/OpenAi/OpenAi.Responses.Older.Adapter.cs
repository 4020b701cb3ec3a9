namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::AiInstrument.Capture;
using global::OpenAI.Responses;

/// <summary>OpenAI before 2.8: the Responses API under its older names.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, OpenAIResponseClient? client)
    {
#if OPENAI_CLIENT_ENDPOINT
        Server(call, client?.Endpoint);
#endif
#if OPENAI_CLIENT_MODEL
        call.SetRequestModel(client?.Model);
#endif
    }

    internal static void Request(AiCall call, ResponseCreationOptions? options)
    {
        call.SetMaxOutputTokens(options?.MaxOutputTokenCount);
        call.SetTemperature(options?.Temperature);
        call.SetTopP(options?.TopP);
    }

    internal static void Response(AiCall call, ClientResult<OpenAIResponse>? result) => Response(call, result?.Value);

    internal static void Response(AiCall call, OpenAIResponse? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseModel(response.Model);
        call.SetResponseId(response.Id);
        call.AddFinishReason(response.Status switch
        {
            ResponseStatus.Completed => "stop",
            ResponseStatus.Incomplete => response.IncompleteStatusDetails?.Reason?.ToString() is var reason && reason == "max_output_tokens" ? "length" : reason,
            ResponseStatus.Failed => "error",
            _ => null,
        });
        if (response.Usage is { } usage)
        {
            call.SetUsage(new AiUsage
            {
                InputTokens = usage.InputTokenCount,
                OutputTokens = usage.OutputTokenCount,
                CachedInputTokens = usage.InputTokenDetails?.CachedTokenCount,
                ReasoningTokens = usage.OutputTokenDetails?.ReasoningTokenCount,
            });
        }
    }

    internal static void Update(AiCall call, StreamingResponseUpdate? update)
    {
        switch (update)
        {
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
}
