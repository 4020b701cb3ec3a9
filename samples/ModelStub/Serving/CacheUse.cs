using System.Text.Json;

namespace ModelStub.Serving;

/// <summary>What a request does with the prompt cache.</summary>
/// <param name="Reads">Part of its input may come from the cache.</param>
/// <param name="WritesFor5m">It pays for keeping input for five minutes.</param>
/// <param name="WritesFor1h">It pays for keeping input for one hour.</param>
internal sealed record CacheUse(bool Reads, bool WritesFor5m, bool WritesFor1h)
{
    public static CacheUse None { get; } = new(false, false, false);

    /// <summary>OpenAI caches by itself, and writing is free.</summary>
    public static CacheUse Automatic { get; } = new(true, false, false);

    /// <summary>Anthropic caches what <c>cache_control</c> marks, for five minutes unless its <c>ttl</c> says <c>1h</c>.</summary>
    public static CacheUse Marked(JsonElement body)
    {
        var use = None;
        foreach (var mark in Marks(body))
        {
            use = mark.TryGetProperty("ttl", out var ttl) && ttl.ValueEquals("1h")
                ? use with { Reads = true, WritesFor1h = true }
                : use with { Reads = true, WritesFor5m = true };
        }

        return use;
    }

    private static IEnumerable<JsonElement> Marks(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Marks),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m =>
            m.NameEquals("cache_control") && m.Value.ValueKind == JsonValueKind.Object ? [m.Value] : Marks(m.Value)),
        _ => [],
    };
}
