using System.Diagnostics;

namespace AiInstrument.Capture;

/// <summary>Writes token counts under their semantic-convention keys. A count that the provider did not tell is left out, never 0.</summary>
internal static class UsageAttributes
{
    public static void Write(Activity activity, in AiUsage usage)
    {
        Set(activity, SpanKeys.UsageInput, usage.InputTokens);
        Set(activity, SpanKeys.UsageOutput, usage.OutputTokens);
        Set(activity, SpanKeys.UsageCacheRead, usage.CachedInputTokens);
        Set(activity, SpanKeys.UsageCacheWrite, usage.CacheWriteTokens ?? Sum(usage.CacheWrite5mTokens, usage.CacheWrite1hTokens));
        Set(activity, SpanKeys.UsageCacheWrite5m, usage.CacheWrite5mTokens);
        Set(activity, SpanKeys.UsageCacheWrite1h, usage.CacheWrite1hTokens);
        Set(activity, SpanKeys.UsageReasoning, usage.ReasoningTokens);
        Set(activity, SpanKeys.UsageAudioInput, usage.AudioInputTokens);
        Set(activity, SpanKeys.UsageAudioOutput, usage.AudioOutputTokens);
        Set(activity, SpanKeys.UsageImageInput, usage.ImageInputTokens);
        Set(activity, SpanKeys.UsageImageOutput, usage.ImageOutputTokens);
    }

    private static long? Sum(long? a, long? b) => a is null && b is null ? null : (a ?? 0) + (b ?? 0);

    private static void Set(Activity activity, string key, long? tokens)
    {
        if (tokens is not null)
        {
            activity.SetTag(key, tokens.Value);
        }
    }
}
