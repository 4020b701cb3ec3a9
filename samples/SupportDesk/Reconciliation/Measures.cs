using System.Text.Json;
using ModelStub.Ledger;

namespace SupportDesk.Reconciliation;

/// <summary>What both sides know of a group of calls.</summary>
internal sealed record Measures(long Calls, long Failed, long Cancelled, long Input, long Output, long Cached, long CacheWrite, long Reasoning)
{
    public static Measures None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    public IReadOnlyList<long> Values => [Calls, Failed, Cancelled, Input, Output, Cached, CacheWrite, Reasoning];

    public static Measures Of(LedgerGroup group) => new(
        group.Calls,
        group.Failed,
        group.Aborted,
        group.Tokens.Input,
        group.Tokens.Output,
        group.Tokens.Cached,
        group.Tokens.CacheWrite5m + group.Tokens.CacheWrite1h,
        group.Tokens.Reasoning);

    /// <summary>Reads a group of the dashboard's JSON.</summary>
    public static Measures Of(JsonElement group)
    {
        var calls = Number("calls");
        var failed = Number("failed");
        return new Measures(
            calls,
            failed,
            calls - failed - Number("succeeded"),
            Number("inputTokens"),
            Number("outputTokens"),
            Number("cachedInputTokens"),
            Number("cacheWriteTokens"),
            Number("reasoningTokens"));

        long Number(string name) => group.GetProperty(name).GetInt64();
    }
}
