using System.Diagnostics;
using AiInstrument.Benchmarks.Redaction;
using Microsoft.Extensions.AI;

namespace AiInstrument.Benchmarks.Capture;

/// <summary>One call in three ways: as it is, instrumented by the generator, and instrumented by hand with the same tags.</summary>
internal static class Calls
{
    public const string HandWrittenSource = "HandWritten";

    private static readonly ActivitySource s_handWritten = new(HandWrittenSource);
    private static readonly ChatMessage[] s_messages = [new(ChatRole.User, "Summarize.")];
    private static readonly ChatMessage[] s_longMessages = [new(ChatRole.User, string.Concat(Enumerable.Repeat(RedactionBenchmark.Clean, 15)) + RedactionBenchmark.Dirty)];
    private static readonly ChatOptions s_options = new() { ModelId = "gpt-4o-mini", MaxOutputTokens = 256, Temperature = 0.5f };

    [AiNoIntercept]
    [AiFeature("benchmark.bare", Category = AiCategory.Summarization)]
    public static Task<ChatResponse> Bare(IChatClient client) => client.GetResponseAsync(s_messages, s_options);

    [AiFeature("benchmark.call", Category = AiCategory.Summarization)]
    public static Task<ChatResponse> Instrumented(IChatClient client) => client.GetResponseAsync(s_messages, s_options);

    /// <summary>A prompt of 4,000 characters, with what must go in its last sentences.</summary>
    [AiFeature("benchmark.content", Category = AiCategory.Summarization)]
    public static Task<ChatResponse> WithLongPrompt(IChatClient client) => client.GetResponseAsync(s_longMessages, s_options);

    [AiNoIntercept]
    [AiFeature("benchmark.hand_written", Category = AiCategory.Summarization)]
    public static async Task<ChatResponse> HandWritten(IChatClient client, KeyValuePair<string, object?>[] siteTags)
    {
        using var activity = s_handWritten.StartActivity("chat gpt-4o-mini", ActivityKind.Client);
        if (activity is not { IsAllDataRequested: true })
        {
            return await client.GetResponseAsync(s_messages, s_options).ConfigureAwait(false);
        }

        foreach (var (key, value) in siteTags)
        {
            activity.SetTag(key, value);
        }

        activity.SetTag("gen_ai.operation.name", "chat");
        activity.SetTag("gen_ai.provider.name", "openai");
        activity.SetTag("server.address", "api.example.com");
        activity.SetTag("server.port", 8443);
        activity.SetTag("gen_ai.request.model", s_options.ModelId);
        activity.SetTag("gen_ai.request.max_tokens", (long?)s_options.MaxOutputTokens);
        activity.SetTag("gen_ai.request.temperature", (double?)s_options.Temperature);
        var response = await client.GetResponseAsync(s_messages, s_options).ConfigureAwait(false);
        activity.SetTag("gen_ai.response.model", response.ModelId);
        activity.SetTag("gen_ai.response.id", response.ResponseId);
        activity.SetTag("gen_ai.usage.input_tokens", response.Usage?.InputTokenCount);
        activity.SetTag("gen_ai.usage.output_tokens", response.Usage?.OutputTokenCount);
        activity.SetTag("gen_ai.usage.cache_read.input_tokens", response.Usage?.CachedInputTokenCount);
        activity.SetTag("gen_ai.response.finish_reasons", new[] { response.FinishReason?.Value });
        activity.SetTag("aiinstrument.outcome", "ok");
        return response;
    }
}
