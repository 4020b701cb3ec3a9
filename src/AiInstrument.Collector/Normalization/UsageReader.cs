namespace AiInstrument.Collector.Normalization;

/// <summary>Reads token counts and brings them to one meaning: totals include their parts.</summary>
internal static class UsageReader
{
    /// <summary>The usage.</summary>
    public static TokenUsage Read(FieldReader fields, DialectKeys keys)
    {
        var cached = fields.Tokens(keys.CachedInput);
        var write5m = fields.Tokens(keys.CacheWrite5m);
        var write1h = fields.Tokens(keys.CacheWrite1h);
        var split = (write5m ?? 0) + (write1h ?? 0);

        // The total and the split are two statements of the same tokens; a split without a total is the total.
        var write = fields.Tokens(keys.CacheWrite) is { } total ? Math.Max(total, split)
            : write5m is null && write1h is null ? (long?)null
            : split;
        var reasoning = fields.Tokens(keys.Reasoning);
        return new TokenUsage
        {
            Input = Inclusive(fields.Tokens(keys.Input), (cached ?? 0) + (write ?? 0)),
            Output = Inclusive(fields.Tokens(keys.Output), reasoning ?? 0),
            CachedInput = cached,
            CacheWrite = write,
            CacheWrite1h = write1h,
            Reasoning = reasoning,
            AudioInput = fields.Tokens(keys.AudioInput),
            AudioOutput = fields.Tokens(keys.AudioOutput),
            ImageInput = fields.Tokens(keys.ImageInput),
            ImageOutput = fields.Tokens(keys.ImageOutput),
        };
    }

    // Parts that exceed their total show an emitter that reports the total without them.
    private static long? Inclusive(long? total, long parts) =>
        total is null && parts == 0 ? null
        : parts > (total ?? 0) ? (total ?? 0) + parts
        : total;
}
