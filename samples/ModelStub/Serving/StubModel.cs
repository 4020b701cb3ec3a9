using ModelStub.Ledger;

namespace ModelStub.Serving;

/// <summary>What the model says and what it bills: a function of model and prompt alone.</summary>
internal static class StubModel
{
    private static readonly string[] Words =
    [
        "the", "customer", "asks", "for", "a", "refund", "because", "order", "arrived", "late",
        "and", "box", "was", "open", "please", "check", "stock", "then", "write", "back",
    ];

    /// <summary>The dated name under which a provider answers for an undated one.</summary>
    public static string AnsweringName(string model) => model switch
    {
        "gpt-4o-mini" => "gpt-4o-mini-2024-07-18",
        "gpt-5.4-mini" => "gpt-5.4-mini-2026-03-17",
        "claude-sonnet-4-5" => "claude-sonnet-4-5-20250929",
        _ => model,
    };

    /// <summary>Six to thirteen pieces of text.</summary>
    public static IReadOnlyList<string> Answer(string prompt)
    {
        var hash = Hash(prompt);
        return [.. Enumerable.Range(0, 6 + (int)(hash % 8)).Select(i => Words[(hash + (uint)(i * 7)) % Words.Length] + " ")];
    }

    public static LedgerTokens Bill(string model, string prompt, long? maxOutput, CacheUse cache)
    {
        var hash = Hash(prompt);
        var words = prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var input = 400 + (11 * words) + (hash % 200);
        var output = Math.Min(60 + ((hash >> 9) % 240), maxOutput ?? long.MaxValue);
        var reasons = model.StartsWith("gpt-5", StringComparison.Ordinal);
        return new LedgerTokens(
            Input: input,
            Output: output,
            Cached: cache.Reads ? (hash >> 3) % 4 * input / 8 : 0,
            CacheWrite5m: cache.WritesFor5m ? (1 + ((hash >> 5) % 2)) * input / 10 : 0,
            CacheWrite1h: cache.WritesFor1h ? (1 + ((hash >> 7) % 2)) * input / 10 : 0,
            Reasoning: reasons ? (1 + ((hash >> 13) % 3)) * output / 5 : 0);
    }

    /// <summary>Embeddings, images and audio bill no cache and no reasoning.</summary>
    public static LedgerTokens BillInput(string prompt, long output = 0) => new(Input: Bill("", prompt, null, CacheUse.None).Input, Output: output);

    /// <summary>FNV-1a: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return hash;
    }
}
