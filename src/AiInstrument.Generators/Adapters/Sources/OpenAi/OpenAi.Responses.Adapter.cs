namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::System.Collections.Generic;
using global::AiInstrument.Capture;
using global::AiInstrument.Capture.Content;
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
#if OPENAI_RESPONSES_CONTENT
        call.Content?.Instructions(options?.Instructions);
        Content(call, options?.InputItems);
#endif
    }
#if OPENAI_RESPONSES_CONTENT

    internal static void Content(AiCall call, IEnumerable<ResponseItem>? items)
    {
        if (items is null || !(call.Content is { } content) || !IsHeld(content, items))
        {
            return;
        }

        foreach (var item in items)
        {
            content.Input(item switch
            {
                MessageResponseItem message => message.Role.ToString().ToLowerInvariant(),
                FunctionCallOutputResponseItem _ => "tool",
                _ => "assistant",
            });
            Item(content, item);
        }
    }

    private static void Item(AiContent content, ResponseItem item)
    {
        switch (item)
        {
            case MessageResponseItem message:
                foreach (var part in message.Content)
                {
                    if ((part.Text ?? part.Refusal) is { } text)
                    {
                        content.Text(text);
                    }
                    else
                    {
                        content.Other("blob");
                    }
                }

                break;
            case FunctionCallResponseItem call:
                content.ToolCall(call.CallId, call.FunctionName, call.FunctionArguments?.ToString());
                break;
            case FunctionCallOutputResponseItem output:
                content.ToolResult(output.CallId, output.FunctionOutput);
                break;
            default:
                content.Other("blob");
                break;
        }
    }
#endif

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
#if OPENAI_RESPONSES_CONTENT
        if (call.Content is { } content)
        {
            // A stream has told pieces of it before.
            content.RestartOutput();
            content.Output("assistant");
            foreach (var item in response.OutputItems)
            {
                Item(content, item);
            }
        }
#endif
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
#if OPENAI_RESPONSES_CONTENT
            case StreamingResponseOutputTextDeltaUpdate delta:
                call.Content?.TextDelta(delta.Delta);
                break;
#endif
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
