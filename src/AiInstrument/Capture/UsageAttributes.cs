namespace AiInstrument.Capture;

/// <summary>Writes token counts under their semantic-convention keys. A count that the provider did not tell is left out, never 0.</summary>
internal static class UsageAttributes
{
    public static void Write(ref SpanTags tags, in AiUsage usage)
    {
        tags.Set(SpanKeys.UsageInput, Boxes.Of(usage.InputTokens));
        tags.Set(SpanKeys.UsageOutput, Boxes.Of(usage.OutputTokens));
        tags.Set(SpanKeys.UsageCacheRead, Boxes.Of(usage.CachedInputTokens));
        tags.Set(SpanKeys.UsageCacheWrite, Boxes.Of(usage.CacheWriteTokens ?? Sum(usage.CacheWrite5mTokens, usage.CacheWrite1hTokens)));
        tags.Set(SpanKeys.UsageCacheWrite5m, Boxes.Of(usage.CacheWrite5mTokens));
        tags.Set(SpanKeys.UsageCacheWrite1h, Boxes.Of(usage.CacheWrite1hTokens));
        tags.Set(SpanKeys.UsageReasoning, Boxes.Of(usage.ReasoningTokens));
        tags.Set(SpanKeys.UsageAudioInput, Boxes.Of(usage.AudioInputTokens));
        tags.Set(SpanKeys.UsageAudioOutput, Boxes.Of(usage.AudioOutputTokens));
        tags.Set(SpanKeys.UsageImageInput, Boxes.Of(usage.ImageInputTokens));
        tags.Set(SpanKeys.UsageImageOutput, Boxes.Of(usage.ImageOutputTokens));
    }

    private static long? Sum(long? a, long? b) => a is null && b is null ? null : (a ?? 0) + (b ?? 0);
}
