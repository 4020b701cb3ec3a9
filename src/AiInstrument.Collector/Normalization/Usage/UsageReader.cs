using AiInstrument.Collector.Normalization.Dialects;

namespace AiInstrument.Collector.Normalization.Usage;

/// <summary>Reads token counts and brings them to one meaning: totals include their parts, whatever the dialect reports.</summary>
internal static class UsageReader
{
    /// <summary>The usage.</summary>
    public static TokenUsage Read(in FieldSet fields)
    {
        // Details in JSON fill what no attribute of its own says.
        var details = fields.LongText(Field.UsageDetails) is { } json ? UsageDetailsJson.Read(json) : default;
        var metadata = fields.LongText(Field.ProviderMetadata) is { } text ? ProviderMetadataJson.Read(text) : default;
        var cached = fields.Tokens(Field.CachedInput) ?? details.CachedInput ?? metadata.CachedInput;
        var write5m = fields.Tokens(Field.CacheWrite5m);
        var write1h = fields.Tokens(Field.CacheWrite1h) ?? details.CacheWrite1h ?? metadata.CacheWrite1h;
        var split = (write5m ?? 0) + (write1h ?? 0);

        // The total and the split are two statements of the same tokens; a split without a total is the total.
        var write = (fields.Tokens(Field.CacheWrite) ?? details.CacheWrite ?? metadata.CacheWrite) is { } total ? Math.Max(total, split)
            : write5m is null && write1h is null ? (long?)null
            : split;
        var reasoning = fields.Tokens(Field.Reasoning) ?? details.Reasoning ?? metadata.Reasoning;
        var input = fields.Tokens(Field.Input);
        var output = fields.Tokens(Field.Output);
        var convention = Convention(fields, input, output, (cached ?? 0) + (write ?? 0), reasoning ?? 0);

        // Details in JSON are inclusive already.
        return new TokenUsage
        {
            Input = Inclusive(input ?? details.Input, (cached ?? 0) + (write ?? 0), convention.InputLeavesOutCache && input is not null),
            Output = Inclusive(output ?? details.Output, reasoning ?? 0, convention.OutputLeavesOutReasoning && output is not null),
            CachedInput = cached,
            CacheWrite = write,
            CacheWrite1h = write1h,
            Reasoning = reasoning,
            AudioInput = fields.Tokens(Field.AudioInput) ?? details.AudioInput,
            AudioOutput = fields.Tokens(Field.AudioOutput) ?? details.AudioOutput,
            ImageInput = fields.Tokens(Field.ImageInput) ?? details.ImageInput,
            ImageOutput = fields.Tokens(Field.ImageOutput) ?? details.ImageOutput,
        };
    }

    /// <summary>The total with its parts.</summary>
    /// <param name="total">As sent, or null.</param>
    /// <param name="parts">The sum of the parts.</param>
    /// <param name="leavesOut">The total is known to leave the parts out.</param>
    public static long? Inclusive(long? total, long parts, bool leavesOut) =>
        total is null && parts == 0 ? null

        // Parts that exceed their total show an emitter that reports the total without them, whatever its dialect says.
        : leavesOut || parts > (total ?? 0) ? (total ?? 0) + parts
        : total;

    // A grand total decides: only one reading of input and output adds up to it. Without one, the dialect's word counts.
    private static UsageConvention Convention(in FieldSet fields, long? input, long? output, long cache, long reasoning)
    {
        if (cache == 0 && reasoning == 0)
        {
            return default;
        }

        UsageConvention expected = default;
        foreach (var dialect in AllDialects.InOrder)
        {
            if (dialect.Convention(fields) is { } said)
            {
                expected = said;
                break;
            }
        }

        if (fields.Tokens(Field.Total) is not { } total || input is null || output is null)
        {
            return expected;
        }

        foreach (var reading in (ReadOnlySpan<UsageConvention>)[expected, new(false, false), new(true, false), new(false, true), new(true, true)])
        {
            if (input + (reading.InputLeavesOutCache ? cache : 0) + output + (reading.OutputLeavesOutReasoning ? reasoning : 0) == total)
            {
                return reading;
            }
        }

        return expected;
    }
}
