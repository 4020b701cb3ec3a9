namespace AiInstrument.Generated;

using global::System.Collections.Generic;
using global::System.Text.Json;
using global::AiInstrument.Capture;
using global::AiInstrument.Capture.Content;
#if ANTHROPIC_BETA
using global::Anthropic.Models.Beta.Messages;
using Message = global::Anthropic.Models.Beta.Messages.BetaMessage;
using StreamEvent = global::Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent;
using Usage = global::Anthropic.Models.Beta.Messages.BetaUsage;
#else
using global::Anthropic.Models.Messages;
using Message = global::Anthropic.Models.Messages.Message;
using StreamEvent = global::Anthropic.Models.Messages.RawMessageStreamEvent;
using Usage = global::Anthropic.Models.Messages.Usage;
#endif

/// <summary>
/// Anthropic: messages, and those of the beta API, whose types are the same in all but name. The API counts input tokens
/// without the cache: here they are put together.
/// </summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, MessageCreateParams? parameters)
    {
        call.SetRequestModel(parameters?.Model?.Raw());
        call.SetMaxOutputTokens(parameters?.MaxTokens);
#if ANTHROPIC_SAMPLING
        call.SetTemperature(parameters?.Temperature);
        call.SetTopP(parameters?.TopP);
#endif
        call.SetRequestServiceTier(parameters?.ServiceTier?.Raw());
#if ANTHROPIC_CONTENT
        if (parameters != null && call.Content is { } content)
        {
            Conversation(content, parameters.RawBodyData);
        }
#endif
    }

    internal static void Response(AiCall call, Message? message)
    {
        if (message is null)
        {
            return;
        }

        Head(call, message);
        call.AddFinishReason(message.StopReason?.Raw());
        call.SetUsage(UsageOf(message.Usage));
#if ANTHROPIC_CONTENT
        if (call.Content is { } content && message.RawData.TryGetValue("content", out var blocks))
        {
            content.Output("assistant");
            Blocks(content, blocks);
        }
#endif
#if ANTHROPIC_TOOL_CALLS
        foreach (var block in message.Content)
        {
            call.AddToolCalls(block.TryPickToolUse(out _) ? 1 : 0);
        }
#endif
    }

#if ANTHROPIC_STRUCTURED
#if ANTHROPIC_BETA
    internal static void Response<T>(AiCall call, global::Anthropic.Helpers.BetaStructuredMessage<T>? message)
#else
    internal static void Response<T>(AiCall call, global::Anthropic.Helpers.StructuredMessage<T>? message)
#endif
        where T : class, new() => Response(call, message?.Message);
#endif

    /// <summary>The first event tells the input, the last the whole output.</summary>
    internal static void Update(AiCall call, StreamEvent? update)
    {
        if (update is null)
        {
            return;
        }

#if ANTHROPIC_CONTENT
        if (call.Content is { } content)
        {
            Pieces(content, update);
        }

#endif
        if (update.TryPickStart(out var start))
        {
            Head(call, start.Message);
            call.SetPartialUsage(UsageOf(start.Message.Usage));
        }
#if ANTHROPIC_TOOL_CALL_STARTS
        else if (update.TryPickContentBlockStart(out var block))
        {
#if ANTHROPIC_BETA
            call.AddToolCalls(block.ContentBlock.TryPickBetaToolUse(out _) ? 1 : 0);
#else
            call.AddToolCalls(block.ContentBlock.TryPickToolUse(out _) ? 1 : 0);
#endif
        }
#endif
        else if (update.TryPickDelta(out var delta))
        {
            call.AddFinishReason(delta.Delta.StopReason?.Raw());
            var usage = delta.Usage;
            var counts = Merged(call.CurrentUsage, usage.InputTokens, usage.CacheReadInputTokens, usage.CacheCreationInputTokens);
            counts.OutputTokens = usage.OutputTokens;
#if ANTHROPIC_THINKING_TOKENS
            counts.ReasoningTokens = usage.OutputTokensDetails?.ThinkingTokens ?? counts.ReasoningTokens;
#endif
            call.SetUsage(counts);
        }
    }

#if ANTHROPIC_CONTENT
    private static void Pieces(AiContent content, StreamEvent update)
    {
        if (update.TryPickContentBlockStart(out var start) && start.RawData.TryGetValue("content_block", out var block))
        {
            if (Member(block, "type") == "tool_use")
            {
                content.ToolCallDelta((int)start.Index, Member(block, "id"), Member(block, "name"), arguments: null);
            }
        }
        else if (update.TryPickContentBlockDelta(out var part) && part.RawData.TryGetValue("delta", out var delta))
        {
            content.TextDelta(Member(delta, "text"));
            content.ReasoningDelta(Member(delta, "thinking"));
            if (Member(delta, "partial_json") is { } json)
            {
                content.ToolCallDelta((int)part.Index, id: null, name: null, json);
            }
        }
    }
#if !ANTHROPIC_BETA

    /// <summary>The request as it is sent: both APIs write messages alike.</summary>
    private static void Conversation(AiContent content, IReadOnlyDictionary<string, JsonElement> body)
    {
        if (body.TryGetValue("system", out var system))
        {
            if (system.ValueKind == JsonValueKind.String)
            {
                content.Instructions(system.GetString());
            }
            else if (system.ValueKind == JsonValueKind.Array)
            {
                foreach (var block in system.EnumerateArray())
                {
                    content.Instructions(Member(block, "text"));
                }
            }
        }

        if (body.TryGetValue("messages", out var messages) && messages.ValueKind == JsonValueKind.Array)
        {
            foreach (var message in messages.EnumerateArray())
            {
                content.Input(Member(message, "role") ?? "user");
                if (message.TryGetProperty("content", out var blocks))
                {
                    Blocks(content, blocks);
                }
            }
        }
    }

    private static void Blocks(AiContent content, JsonElement blocks)
    {
        if (blocks.ValueKind == JsonValueKind.String)
        {
            content.Text(blocks.GetString());
        }
        else if (blocks.ValueKind == JsonValueKind.Array)
        {
            foreach (var block in blocks.EnumerateArray())
            {
                Block(content, block);
            }
        }
    }

    private static void Block(AiContent content, JsonElement block)
    {
        switch (Member(block, "type"))
        {
            case "text":
                content.Text(Member(block, "text"));
                break;
            case "thinking":
                content.Reasoning(Member(block, "thinking"));
                break;
            case "tool_use":
                content.ToolCall(Member(block, "id"), Member(block, "name"), block.TryGetProperty("input", out var input) ? input.GetRawText() : null);
                break;
            case "tool_result":
                content.ToolResult(Member(block, "tool_use_id"), Result(block));
                break;
            default:
                content.Other("blob");
                break;
        }
    }

    private static object? Result(JsonElement block) =>
        (object?)Member(block, "content") ?? (block.TryGetProperty("content", out var content) ? (object)content : null);

    private static string? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
#endif

#endif
    private static void Head(AiCall call, Message message)
    {
        call.SetResponseModel(message.Model?.Raw());
        call.SetResponseId(message.ID);
        call.SetServiceTier(message.Usage.ServiceTier?.Raw());
    }

    private static AiUsage UsageOf(Usage usage) => new AiUsage
    {
        InputTokens = usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0),
        OutputTokens = usage.OutputTokens,
        CachedInputTokens = usage.CacheReadInputTokens,
        CacheWriteTokens = usage.CacheCreationInputTokens,
        CacheWrite5mTokens = usage.CacheCreation?.Ephemeral5mInputTokens,
        CacheWrite1hTokens = usage.CacheCreation?.Ephemeral1hInputTokens,
#if ANTHROPIC_THINKING_TOKENS
        ReasoningTokens = usage.OutputTokensDetails?.ThinkingTokens,
#endif
    };
#if !ANTHROPIC_BETA

    /// <summary>The last event may repeat the input counts, corrected: each that it tells replaces what was known.</summary>
    private static AiUsage Merged(AiUsage known, long? input, long? cacheRead, long? cacheWrite)
    {
        var plain = input ?? (known.InputTokens - (known.CachedInputTokens ?? 0) - (known.CacheWriteTokens ?? 0));
        var read = cacheRead ?? known.CachedInputTokens;
        var write = cacheWrite ?? known.CacheWriteTokens;
        known.InputTokens = plain + (read ?? 0) + (write ?? 0);
        known.CachedInputTokens = read;
        known.CacheWriteTokens = write;
        return known;
    }
#endif
}
