namespace AiInstrument.Generated;

using global::System;
using global::System.Threading.Tasks;
using global::System.Collections.Generic;
using global::AiInstrument.Capture;
using global::AiInstrument.Capture.Content;

/// <summary>Reads what SDKs say about a call. The overloads of the parts read the types that they know; these here stand for all others.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static partial class Adapter
{
    internal static void Target(AiCall call, object? target)
    {
    }

    internal static void Request(AiCall call, object? request)
    {
    }

    internal static void Response(AiCall call, object? response)
    {
    }

    internal static void Update(AiCall call, object? update)
    {
    }

    /// <summary>Messages that no adapter knows.</summary>
    internal static void Content(AiCall call, object? messages)
    {
    }

    internal static void Content(AiCall call, string? prompt) => call.Content?.Prompt(prompt);

    /// <summary>A sequence that is no collection may be readable once: its reader is the client.</summary>
    private static bool IsHeld<T>(AiContent content, IEnumerable<T> messages)
    {
        var isHeld = messages is ICollection<T> || messages is IReadOnlyCollection<T>;
        if (!isHeld)
        {
            content.InputNotCaptured();
        }

        return isHeld;
    }

    /// <summary>The receiver that an extension method gets in place of its own.</summary>
    internal static T Through<T>(AiCall call, T target) => target;

    internal static Task<T> Observe<T>(AiCall call, Task<T> response, Action<AiCall, T> read) => call.Observe(response, read);

    /// <summary>What comes synchronously may be a stream that is yet to be read: parts of SDKs replace it by one that is observed.</summary>
    internal static T ObserveValue<T>(AiCall call, T response, Action<AiCall, T> read) => call.Observe<T>(response, read);

    /// <summary>The host says who answers and who bills.</summary>
    private static void Server(AiCall call, Uri? endpoint)
    {
        call.SetServer(endpoint);
        call.SetProvider(endpoint is { IsAbsoluteUri: true } ? AiProviders.OfHost(endpoint.Host) : null);
    }

    /// <summary>Gemini's counts: cached tokens are in the prompt, while thoughts and the results of tools stand beside the totals that they are billed with.</summary>
    private static AiUsage GeminiUsage(long? prompt, long? toolResults, long? candidates, long? thoughts, long? cached) => new AiUsage
    {
        InputTokens = prompt is null ? toolResults : prompt + (toolResults ?? 0),
        OutputTokens = candidates is null ? thoughts : candidates + (thoughts ?? 0),
        CachedInputTokens = cached,
        ReasoningTokens = thoughts,
    };

    /// <summary>An enum's member in the words of the API that it stands for: <c>MaxTokens</c> is <c>MAX_TOKENS</c>.</summary>
    private static string? Word(object? member)
    {
        var name = member?.ToString();
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        var word = new global::System.Text.StringBuilder();
        for (var i = 0; i < name!.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]))
            {
                word.Append('_');
            }

            word.Append(char.ToUpperInvariant(name[i]));
        }

        return word.ToString();
    }

    /// <summary>SDKs count in plain integers: where a detail is rare, 0 means that the provider did not tell it.</summary>
    private static long? Told(long count) => count == 0 ? (long?)null : count;
}
