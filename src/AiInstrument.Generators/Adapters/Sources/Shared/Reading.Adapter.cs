namespace AiInstrument.Generated;

using global::System;
using global::System.Collections.Generic;
using global::AiInstrument.Capture;

/// <summary>What readers of many SDKs share.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static class Reading
{
    /// <summary>A stream that never tells anything stays an estimate.</summary>
    internal static void Tell(AiCall call, AiUsage told)
    {
        if (told != default)
        {
            call.SetUsage(told);
        }
    }

    internal static AiUsage Kept(AiUsage known, AiUsage told) => Merged(known, told, (k, t) => t ?? k);

    internal static AiUsage Sum(AiUsage known, AiUsage told) => Merged(known, told, (k, t) => k is null ? t : k + (t ?? 0));

    internal static AiUsage Merged(AiUsage known, AiUsage told, Func<long?, long?, long?> merge) => new AiUsage
    {
        InputTokens = merge(known.InputTokens, told.InputTokens),
        OutputTokens = merge(known.OutputTokens, told.OutputTokens),
        CachedInputTokens = merge(known.CachedInputTokens, told.CachedInputTokens),
        CacheWriteTokens = merge(known.CacheWriteTokens, told.CacheWriteTokens),
        CacheWrite5mTokens = merge(known.CacheWrite5mTokens, told.CacheWrite5mTokens),
        CacheWrite1hTokens = merge(known.CacheWrite1hTokens, told.CacheWrite1hTokens),
        ReasoningTokens = merge(known.ReasoningTokens, told.ReasoningTokens),
        AudioInputTokens = merge(known.AudioInputTokens, told.AudioInputTokens),
        AudioOutputTokens = merge(known.AudioOutputTokens, told.AudioOutputTokens),
        ImageInputTokens = merge(known.ImageInputTokens, told.ImageInputTokens),
        ImageOutputTokens = merge(known.ImageOutputTokens, told.ImageOutputTokens),
    };

    /// <summary>Some providers count input tokens without the cache: here they are put together.</summary>
    internal static AiUsage WithCache(AiUsage told)
    {
        told.InputTokens += (told.CachedInputTokens ?? 0) + (told.CacheWriteTokens ?? ((told.CacheWrite5mTokens ?? 0) + (told.CacheWrite1hTokens ?? 0)));
        return told;
    }

    internal static IEnumerable<T> Items<T>(IEnumerable<T>? items) => items ?? Array.Empty<T>();

    internal static int Size<T>(IEnumerable<T>? items)
    {
        if (items is IReadOnlyCollection<T> counted)
        {
            return counted.Count;
        }

        var size = 0;
        foreach (var item in Items(items))
        {
            size++;
        }

        return size;
    }

    internal static void Spoken(AiCall call, string? text)
    {
        if (text is { })
        {
            call.SetCharacters(text.Length);
        }
    }

    internal static Uri? Address(Uri? address) => address;

    internal static Uri? Address(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null;

    /// <summary>SDKs name in Pascal case what the service says in snake case: <c>ToolCalls</c> is <c>tool_calls</c>.</summary>
    internal static string? Word(object? value)
    {
        if (value is null || value is string)
        {
            return value as string;
        }

        var name = value.ToString() ?? "";
        var word = new global::System.Text.StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && word.Length > 0 && word[word.Length - 1] != '_')
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(c));
        }

        // An enumeration's way to say that it does not know.
        return word.Length == 0 || word.ToString() is "unknown" ? null : word.ToString();
    }
}
