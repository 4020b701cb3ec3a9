using System.Text.Json;

namespace AiInstrument.Collector.Normalization.Usage;

/// <summary>Reads what the Vercel AI SDK hands on of the provider's answer, by provider: token counts that older versions keep nowhere else.</summary>
internal static class ProviderMetadataJson
{
    /// <summary>The parts that are found; never a total.</summary>
    public static TokenUsage Read(string text)
    {
        var parts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (!SentJson.Read(text, Collect, parts))
        {
            return default;
        }

        long? Of(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (parts.TryGetValue(name, out var count))
                {
                    return count;
                }
            }

            return null;
        }

        return new TokenUsage
        {
            CachedInput = Of("cacheReadInputTokens", "cache_read_input_tokens", "cachedPromptTokens"),
            CacheWrite = Of("cacheCreationInputTokens", "cache_creation_input_tokens", "cacheWriteInputTokens"),
            CacheWrite1h = Of("ephemeral_1h_input_tokens"),
            Reasoning = Of("reasoningTokens"),
        };
    }

    // {provider}.{count}, {provider}.usage.{count}, {provider}.usage.cache_creation.{count}
    private static void Collect(JsonElement root, Dictionary<string, long> parts)
    {
        foreach (var provider in Objects(root))
        {
            Numbers(provider, parts);
            foreach (var usage in Objects(provider))
            {
                Numbers(usage, parts);
                foreach (var nested in Objects(usage))
                {
                    Numbers(nested, parts);
                }
            }
        }
    }

    private static IEnumerable<JsonElement> Objects(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Value).Where(value => value.ValueKind == JsonValueKind.Object);

    private static void Numbers(JsonElement element, Dictionary<string, long> parts)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Number && SentJson.Tokens(property.Value) is { } count)
            {
                parts.TryAdd(property.Name, count);
            }
        }
    }
}
