namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::System.Collections.Generic;
using global::AiInstrument.Capture;
using global::AiInstrument.Capture.Content;
using global::OpenAI.Chat;

/// <summary>OpenAI: chat completions.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, ChatClient? client)
    {
#if OPENAI_CLIENT_ENDPOINT
        Server(call, client?.Endpoint);
#endif
#if OPENAI_CLIENT_MODEL
        call.SetRequestModel(client?.Model);
#endif
    }

    internal static void Request(AiCall call, ChatCompletionOptions? options)
    {
        call.SetMaxOutputTokens(options?.MaxOutputTokenCount);
        call.SetTemperature(options?.Temperature);
        call.SetTopP(options?.TopP);
#if OPENAI_CHAT_SERVICE_TIER
        call.SetRequestServiceTier(options?.ServiceTier?.ToString());
#endif
    }

#if OPENAI_CHAT_CONTENT
    internal static void Content(AiCall call, IEnumerable<ChatMessage>? messages)
    {
        if (messages is null || !(call.Content is { } content) || !IsHeld(content, messages))
        {
            return;
        }

        foreach (var message in messages)
        {
            content.Input(message switch
            {
                SystemChatMessage _ => "system",
                UserChatMessage _ => "user",
                AssistantChatMessage _ => "assistant",
                ToolChatMessage _ => "tool",
                _ => "developer",
            });
            if (message is ToolChatMessage tool)
            {
                content.ToolResult(tool.ToolCallId, TextOf(tool.Content));
                continue;
            }

            Parts(content, message.Content);
            if (message is AssistantChatMessage assistant)
            {
                ToolCalls(content, assistant.ToolCalls);
            }
        }
    }

    private static string TextOf(ChatMessageContent parts)
    {
        var text = "";
        foreach (var part in parts)
        {
            text += part.Text;
        }

        return text;
    }

    private static void Parts(AiContent content, ChatMessageContent parts)
    {
        foreach (var part in parts)
        {
            if (part.Kind == ChatMessageContentPartKind.Text || part.Kind == ChatMessageContentPartKind.Refusal)
            {
                content.Text(part.Text ?? part.Refusal);
            }
            else
            {
                content.Other("blob");
            }
        }
    }

    private static void ToolCalls(AiContent content, IEnumerable<ChatToolCall> calls)
    {
        foreach (var call in calls)
        {
            content.ToolCall(call.Id, call.FunctionName, call.FunctionArguments?.ToString());
        }
    }

#endif
    internal static void Response(AiCall call, ClientResult<ChatCompletion>? result)
    {
        if (!(result?.Value is { } completion))
        {
            return;
        }

        call.SetResponseModel(completion.Model);
        call.SetResponseId(completion.Id);
        call.AddFinishReason(Reason(completion.FinishReason));
        Usage(call, completion.Usage);
        call.SetToolCallCount(completion.ToolCalls.Count);
#if OPENAI_CHAT_SERVICE_TIER
        call.SetServiceTier(completion.ServiceTier?.ToString());
#endif
#if OPENAI_CHAT_CONTENT
        if (call.Content is { } content)
        {
            content.Output("assistant");
            Parts(content, completion.Content);
            ToolCalls(content, completion.ToolCalls);
        }
#endif
    }

    /// <summary>The SDK asks the service to end each stream with a part that holds the usage.</summary>
    internal static void Update(AiCall call, StreamingChatCompletionUpdate? update)
    {
        if (update is null)
        {
            return;
        }

        call.SetResponseModel(update.Model);
        call.SetResponseId(update.CompletionId);
        call.AddFinishReason(update.FinishReason is { } reason ? Reason(reason) : null);
        Usage(call, update.Usage);
#if OPENAI_CHAT_TOOL_CALLS
        foreach (var part in update.ToolCallUpdates)
        {
            // The part that begins a tool call has its id.
            call.AddToolCalls(string.IsNullOrEmpty(part.ToolCallId) ? 0 : 1);
        }
#endif
#if OPENAI_CHAT_SERVICE_TIER
        call.SetServiceTier(update.ServiceTier?.ToString());
#endif
#if OPENAI_CHAT_CONTENT
        if (call.Content is { } content)
        {
            foreach (var part in update.ContentUpdate)
            {
                content.TextDelta(part.Text);
            }

            content.TextDelta(update.RefusalUpdate);
            foreach (var part in update.ToolCallUpdates)
            {
                content.ToolCallDelta(part.Index, part.ToolCallId, part.FunctionName, part.FunctionArgumentsUpdate?.ToString());
            }
        }
#endif
    }

    private static void Usage(AiCall call, ChatTokenUsage? usage)
    {
        if (usage is { })
        {
            call.SetUsage(ChatUsage(usage));
        }
    }

    private static AiUsage ChatUsage(ChatTokenUsage usage)
    {
        var input = usage.InputTokenDetails;
        var output = usage.OutputTokenDetails;
        return new AiUsage
        {
            InputTokens = usage.InputTokenCount,
            OutputTokens = usage.OutputTokenCount,
            CachedInputTokens = input?.CachedTokenCount,
            AudioInputTokens = Told(input?.AudioTokenCount ?? 0),
            ReasoningTokens = output?.ReasoningTokenCount,
            AudioOutputTokens = Told(output?.AudioTokenCount ?? 0),
        };
    }

    private static string? Reason(ChatFinishReason reason) => reason switch
    {
        ChatFinishReason.Stop => "stop",
        ChatFinishReason.Length => "length",
        ChatFinishReason.ContentFilter => "content_filter",
        ChatFinishReason.ToolCalls => "tool_calls",
        ChatFinishReason.FunctionCall => "function_call",
        _ => null,
    };
}
