using System.Text.Json;

namespace AiInstrument.Collector.Normalization.Usage;

/// <summary>
/// Reads token counts from a JSON object in a string, as Langfuse and LiteLLM send them. Langfuse's kinds stand beside each other and add up to the total;
/// an object in the shape of OpenAI's API includes the parts in its totals.
/// </summary>
internal static class UsageDetailsJson
{
    private const int MostDepth = 4;

    private static readonly string[] Input = ["input", "input_tokens", "prompt_tokens", "prompt"];
    private static readonly string[] Output = ["output", "output_tokens", "completion_tokens", "completion"];
    private static readonly string[] Total = ["total", "total_tokens"];

    private static readonly string[] Cached =
    [
        "cache_read_input_tokens", "input_cached_tokens", "input_cache_read", "input_cached", "cache_read_tokens", "input_cache_read_tokens",
        "prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens", "cached_tokens",
    ];

    private static readonly string[] CacheWrite =
    [
        "cache_creation_input_tokens", "input_cache_creation", "cache_write_input_tokens", "input_cache_write", "cache_write_tokens", "input_cache_creation_tokens",
        "prompt_tokens_details.cache_creation_tokens",
    ];

    private static readonly string[] CacheWrite5m = ["input_cache_creation_5m", "cache_creation.ephemeral_5m_input_tokens"];
    private static readonly string[] CacheWrite1h = ["input_cache_creation_1h", "cache_creation.ephemeral_1h_input_tokens"];

    private static readonly string[] Reasoning =
    [
        "output_reasoning_tokens", "output_reasoning", "reasoning_tokens", "reasoning", "completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens",
    ];

    private static readonly string[] AudioInput = ["input_audio_tokens", "input_audio", "prompt_tokens_details.audio_tokens", "input_tokens_details.audio_tokens"];
    private static readonly string[] AudioOutput = ["output_audio_tokens", "output_audio", "completion_tokens_details.audio_tokens", "output_tokens_details.audio_tokens"];
    private static readonly string[] ImageInput = ["input_image_tokens", "input_image", "prompt_tokens_details.image_tokens", "input_tokens_details.image_tokens"];
    private static readonly string[] ImageOutput = ["output_image_tokens", "output_image", "completion_tokens_details.image_tokens", "output_tokens_details.image_tokens"];

    /// <summary>The usage, totals including their parts; nothing known where the text is no such object.</summary>
    public static TokenUsage Read(string text)
    {
        if (Counts(text) is not { Count: > 0 } counts)
        {
            return default;
        }

        long? Of(string[] names) => Array.Find(names, counts.ContainsKey) is { } name ? counts[name] : null;

        var write1h = Of(CacheWrite1h);
        var write5m = Of(CacheWrite5m);
        var split = write1h is null && write5m is null ? (long?)null : (write1h ?? 0) + (write5m ?? 0);
        var usage = new TokenUsage
        {
            Input = Of(Input),
            Output = Of(Output),
            CachedInput = Of(Cached),
            CacheWrite = Of(CacheWrite) is { } write ? Math.Max(write, split ?? 0) : split,
            CacheWrite1h = write1h,
            Reasoning = Of(Reasoning),
            AudioInput = Of(AudioInput),
            AudioOutput = Of(AudioOutput),
            ImageInput = Of(ImageInput),
            ImageOutput = Of(ImageOutput),
        };
        var inputParts = (usage.CachedInput ?? 0) + (usage.CacheWrite ?? 0) + (usage.AudioInput ?? 0) + (usage.ImageInput ?? 0);
        var outputParts = (usage.Reasoning ?? 0) + (usage.AudioOutput ?? 0) + (usage.ImageOutput ?? 0);
        var beside = Of(Total) is { } total && usage.IsKnown
            ? total != usage.Total
            : !counts.ContainsKey("prompt_tokens") && !counts.Keys.Any(name => name.Contains("_details.", StringComparison.Ordinal));
        return usage with
        {
            Input = beside ? Sum(usage.Input, inputParts) : UsageReader.Inclusive(usage.Input, (usage.CachedInput ?? 0) + (usage.CacheWrite ?? 0), leavesOut: false),
            Output = beside ? Sum(usage.Output, outputParts) : UsageReader.Inclusive(usage.Output, usage.Reasoning ?? 0, leavesOut: false),
        };
    }

    private static long? Sum(long? rest, long parts) => rest is null && parts == 0 ? null : (rest ?? 0) + parts;

    private static Dictionary<string, long>? Counts(string text)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        return SentJson.Read(text, (root, into) => Collect(root, "", 0, into), counts) ? counts : null;
    }

    private static void Collect(JsonElement element, string path, int depth, Dictionary<string, long> counts)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = path + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Number && SentJson.Tokens(property.Value) is { } count)
            {
                counts[name] = count;
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && depth < MostDepth)
            {
                Collect(property.Value, name + ".", depth + 1, counts);
            }
        }
    }
}
