namespace AiInstrument.Generated;

using global::System;
using global::System.Collections.Generic;
using global::AiInstrument.Capture;
using global::AiInstrument.Capture.Content;
using global::Microsoft.Extensions.AI;

/// <summary>Microsoft.Extensions.AI: chat, and the usage that all its clients share.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, IChatClient? client)
    {
        call.SetClientFeature(client?.GetService(typeof(global::AiInstrument.AiFeatureInfo)) as global::AiInstrument.AiFeatureInfo);
        if (client?.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata metadata)
        {
            Client(call, metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId);
        }
    }

    internal static void Request(AiCall call, ChatOptions? options)
    {
        call.SetRequestModel(options?.ModelId);
        call.SetMaxOutputTokens(options?.MaxOutputTokens);
        call.SetTemperature(options?.Temperature);
        call.SetTopP(options?.TopP);
#if MEAI_INSTRUCTIONS
        call.Content?.Instructions(options?.Instructions);
#endif
    }

    internal static void Request(AiCall call, ChatMessage? message)
    {
        if (message != null && call.Content is { } content)
        {
            content.Input(message.Role.Value);
            Parts(content, message.Contents);
        }
    }

    internal static void Content(AiCall call, IEnumerable<ChatMessage>? messages)
    {
        if (messages != null && call.Content is { } content && IsHeld(content, messages))
        {
            foreach (var message in messages)
            {
                Request(call, message);
            }
        }
    }

    internal static void Response(AiCall call, ChatResponse? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseModel(response.ModelId);
        call.SetResponseId(response.ResponseId);
        call.AddFinishReason(response.FinishReason?.Value);
        if (response.Usage is { } usage)
        {
            call.SetUsage(Detailed(UsageOf(usage), response.RawRepresentation));
        }

        if (call.Content is { } content)
        {
            foreach (var message in response.Messages)
            {
                content.Output(message.Role.Value);
                Parts(content, message.Contents);
            }
        }
    }

    internal static void Update(AiCall call, ChatResponseUpdate? update)
    {
        if (update is null)
        {
            return;
        }

        call.SetResponseModel(update.ModelId);
        call.SetResponseId(update.ResponseId);
        call.AddFinishReason(update.FinishReason?.Value);
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                // Parts add up, as ToChatResponse() adds them: a client that calls tools streams several responses as one.
                call.SetUsage(Sum(call.CurrentUsage, UsageOf(usage.Details)));
            }
        }

        if (call.Content is { } text)
        {
            text.ContinueOutput();
            Pieces(text, update.Contents);
        }
    }

    private static void Parts(AiContent content, IList<AIContent> parts)
    {
        foreach (var part in parts)
        {
            if (part is TextContent text)
            {
                content.Text(text.Text);
            }
            else
            {
                Part(content, part);
            }
        }
    }

    private static void Pieces(AiContent content, IList<AIContent> pieces)
    {
        foreach (var piece in pieces)
        {
            switch (piece)
            {
                case TextContent text:
                    content.TextDelta(text.Text);
                    break;
#if MEAI_REASONING
                case TextReasoningContent reasoning:
                    content.ReasoningDelta(reasoning.Text);
                    break;
#endif
                default:
                    Part(content, piece);
                    break;
            }
        }
    }

    private static void Part(AiContent content, AIContent part)
    {
        switch (part)
        {
            case UsageContent _:
                break;
#if MEAI_REASONING
            case TextReasoningContent reasoning:
                content.Reasoning(reasoning.Text);
                break;
#endif
            case FunctionCallContent call:
                content.ToolCall(call.CallId, call.Name, call.Arguments);
                break;
            case FunctionResultContent result:
                content.ToolResult(result.CallId, result.Result);
                break;
            default:
                content.Other("blob");
                break;
        }
    }

    private static void Client(AiCall call, string? provider, Uri? endpoint, string? model)
    {
        // The adapters for OpenAI call Azure "openai" too: the host knows better.
        call.SetProvider(provider);
        Server(call, endpoint);
        call.SetRequestModel(model);
    }

    private static void Usage(AiCall call, UsageDetails? usage)
    {
        if (usage is { })
        {
            call.SetUsage(UsageOf(usage));
        }
    }

    /// <summary>Anthropic's own message also tells how long a cache write lives, which decides its price. It counts one call: a sum of several keeps what it has.</summary>
    private static AiUsage Detailed(AiUsage usage, object? response)
    {
#if ANTHROPIC_MESSAGES
        if (response is global::Anthropic.Models.Messages.Message message
            && UsageOf(message.Usage) is var own
            && own.InputTokens == usage.InputTokens
            && own.OutputTokens == usage.OutputTokens)
        {
            return own;
        }
#endif
        return usage;
    }

    private static AiUsage UsageOf(UsageDetails usage) => new AiUsage
    {
        InputTokens = usage.InputTokenCount,
        OutputTokens = usage.OutputTokenCount,
#if MEAI_DETAILED_USAGE
        CachedInputTokens = usage.CachedInputTokenCount ?? Count(usage, "InputTokenDetails.CachedTokenCount") ?? Count(usage, "CacheReadInputTokens"),
        ReasoningTokens = usage.ReasoningTokenCount ?? Count(usage, "OutputTokenDetails.ReasoningTokenCount"),
#else
        CachedInputTokens = Count(usage, "InputTokenDetails.CachedTokenCount") ?? Count(usage, "CacheReadInputTokens"),
        ReasoningTokens = Count(usage, "OutputTokenDetails.ReasoningTokenCount"),
#endif
#if MEAI_AUDIO_USAGE
        AudioInputTokens = usage.InputAudioTokenCount ?? Count(usage, "InputTokenDetails.AudioTokenCount"),
        AudioOutputTokens = usage.OutputAudioTokenCount ?? Count(usage, "OutputTokenDetails.AudioTokenCount"),
#else
        AudioInputTokens = Count(usage, "InputTokenDetails.AudioTokenCount"),
        AudioOutputTokens = Count(usage, "OutputTokenDetails.AudioTokenCount"),
#endif
        CacheWriteTokens = Count(usage, "CacheCreationInputTokens"),
    };

    /// <summary>A count that a provider's adapter keeps under a name of its own.</summary>
    private static long? Count(UsageDetails usage, string name) =>
        usage.AdditionalCounts is { } counts && counts.TryGetValue(name, out var count) ? count : (long?)null;

    private static AiUsage Sum(AiUsage a, AiUsage b) => new AiUsage
    {
        InputTokens = Sum(a.InputTokens, b.InputTokens),
        OutputTokens = Sum(a.OutputTokens, b.OutputTokens),
        CachedInputTokens = Sum(a.CachedInputTokens, b.CachedInputTokens),
        ReasoningTokens = Sum(a.ReasoningTokens, b.ReasoningTokens),
        AudioInputTokens = Sum(a.AudioInputTokens, b.AudioInputTokens),
        AudioOutputTokens = Sum(a.AudioOutputTokens, b.AudioOutputTokens),
        CacheWriteTokens = Sum(a.CacheWriteTokens, b.CacheWriteTokens),
    };

    private static long? Sum(long? a, long? b) => a is null ? b : a + (b ?? 0);
}
