namespace AiInstrument.Generated;

using global::System;
using global::System.Collections.Generic;
using global::AiInstrument.Capture;
using global::Microsoft.SemanticKernel;
using global::Microsoft.SemanticKernel.Services;

/// <summary>Semantic Kernel: what its services return. Each connector keeps the usage in the metadata, in the type of the SDK that it calls.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, IAIService? service)
    {
        if (!(service?.Attributes is { } attributes))
        {
            return;
        }

        if (attributes.TryGetValue("Endpoint", out var address) && Uri.TryCreate(address?.ToString(), UriKind.Absolute, out var endpoint))
        {
            Server(call, endpoint);
        }

        call.SetRequestModel(attributes.TryGetValue("ModelId", out var model) ? model as string : null);
        call.SetRequestModel(attributes.TryGetValue("DeploymentName", out var deployment) ? deployment as string : null);
    }

    internal static void Request(AiCall call, PromptExecutionSettings? settings)
    {
        call.SetRequestModel(settings?.ModelId);
        if (settings?.ExtensionData is { } data)
        {
            call.SetMaxOutputTokens(data.TryGetValue("max_tokens", out var max) ? Number(max) : null);
            call.SetTemperature(data.TryGetValue("temperature", out var temperature) ? temperature as double? : null);
            call.SetTopP(data.TryGetValue("top_p", out var topP) ? topP as double? : null);
        }
    }

    /// <summary>The choices of one response: each repeats the usage of all.</summary>
    internal static void Response(AiCall call, IReadOnlyList<KernelContent>? contents)
    {
        if (contents is null)
        {
            return;
        }

        var images = 0;
        for (var i = 0; i < contents.Count; i++)
        {
            var content = contents[i];
            if (i == 0)
            {
                Facts(call, content.ModelId, content.Metadata);
            }

            call.AddFinishReason(Finish(content.Metadata));
            images += content is ImageContent ? 1 : 0;
        }

        call.SetImages(images, size: null);
    }

    internal static void Response(AiCall call, KernelContent? content)
    {
        if (content is { })
        {
            Facts(call, content.ModelId, content.Metadata);
            call.AddFinishReason(Finish(content.Metadata));
        }
    }

    internal static void Response(AiCall call, FunctionResult? result)
    {
        if (result is { })
        {
            Facts(call, model: null, result.Metadata);
            call.AddFinishReason(Finish(result.Metadata));
        }
    }

    /// <summary>Each embedding is a vector and no more: nothing tells the usage.</summary>
    internal static void Response<T>(AiCall call, IList<ReadOnlyMemory<T>>? embeddings)
    {
        if (embeddings != null && embeddings.Count > 0)
        {
            call.SetEmbeddingInputs(embeddings.Count);
            call.SetEmbeddingDimensions(embeddings[0].Length);
        }
    }

    internal static void Response<T>(AiCall call, ReadOnlyMemory<T> embedding)
    {
        call.SetEmbeddingInputs(1);
        call.SetEmbeddingDimensions(embedding.Length);
    }

    internal static void Update(AiCall call, StreamingKernelContent? content)
    {
        if (content is { })
        {
            Facts(call, content.ModelId, content.Metadata);
            call.AddFinishReason(Finish(content.Metadata));
        }
    }

    /// <summary>An agent hands out whole messages, one for each call of its model.</summary>
    internal static void Update(AiCall call, KernelContent? content) => Response(call, content);

    private static void Facts(AiCall call, string? model, IReadOnlyDictionary<string, object?>? metadata)
    {
        call.SetResponseModel(model);
        if (metadata is null)
        {
            return;
        }

        call.SetResponseId((metadata.TryGetValue("Id", out var id) ? id : metadata.TryGetValue("CompletionId", out id) ? id : null) as string);
        metadata.TryGetValue("Usage", out var usage);
        switch (usage)
        {
#if SK_OPENAI
            case global::OpenAI.Chat.ChatTokenUsage tokens:
                Add(call, ChatUsage(tokens));
                break;
#endif
#if SK_MEAI
            case global::Microsoft.Extensions.AI.UsageDetails details:
                Add(call, UsageOf(details));
                break;
#endif
            default:
                Counts(call, metadata);
                break;
        }
    }

    /// <summary>The connectors of Google write plain counts, so far, into each part.</summary>
    private static void Counts(AiCall call, IReadOnlyDictionary<string, object?> metadata)
    {
        long? Of(string name) => metadata.TryGetValue(name, out var count) ? Number(count) : null;
        if (Of("PromptTokenCount") is { } prompt)
        {
            call.SetUsage(GeminiUsage(prompt, null, Of("CandidatesTokenCount"), Of("ThoughtsTokenCount"), Of("CachedContentTokenCount")));
        }
    }

    /// <summary>A stream with calls of tools in it is several responses: each tells its usage once.</summary>
    private static void Add(AiCall call, AiUsage usage)
    {
        var known = call.CurrentUsage;
        static long? Both(long? a, long? b) => a is null ? b : a + (b ?? 0);
        call.SetUsage(new AiUsage
        {
            InputTokens = Both(known.InputTokens, usage.InputTokens),
            OutputTokens = Both(known.OutputTokens, usage.OutputTokens),
            CachedInputTokens = Both(known.CachedInputTokens, usage.CachedInputTokens),
            CacheWriteTokens = Both(known.CacheWriteTokens, usage.CacheWriteTokens),
            ReasoningTokens = Both(known.ReasoningTokens, usage.ReasoningTokens),
            AudioInputTokens = Both(known.AudioInputTokens, usage.AudioInputTokens),
            AudioOutputTokens = Both(known.AudioOutputTokens, usage.AudioOutputTokens),
        });
    }

    /// <summary>The connectors hand on the SDK's enum where the API has a word: <c>ToolCalls</c> is <c>tool_calls</c>, <c>STOP</c> stays.</summary>
    private static string? Finish(IReadOnlyDictionary<string, object?>? metadata)
    {
        if (metadata is null || !metadata.TryGetValue("FinishReason", out var reason) || !(reason?.ToString() is { } text) || text.Length == 0)
        {
            return null;
        }

        var word = Word(text);
        return word == text ? text : word!.ToLowerInvariant();
    }

    private static long? Number(object? value) => value switch
    {
        int number => number,
        long number => number,
        _ => null,
    };
}
