using System.Text.Json;
using ModelStub.Ledger;

namespace SupportDesk.Reconciliation;

/// <summary>What both sides know of a group of calls.</summary>
internal sealed record Measures
{
    public long Calls { get; init; }

    public long Failed { get; init; }

    public long Cancelled { get; init; }

    public long Input { get; init; }

    public long Output { get; init; }

    public long Cached { get; init; }

    public long CacheWrite { get; init; }

    public long Reasoning { get; init; }

    /// <summary>Calls that used tokens of a model without a price.</summary>
    public long Unpriced { get; init; }

    public long CostNanoUsd { get; init; }

    /// <summary>Adds up entries of the stub's ledger, at list prices.</summary>
    public static Measures Of(IReadOnlyCollection<LedgerEntry> entries)
    {
        var tokens = entries.Aggregate(LedgerTokens.None, (sum, entry) => sum + entry.Tokens);
        return new Measures
        {
            Calls = entries.Count,
            Failed = entries.Count(e => e.Outcome == LedgerOutcome.Failed),
            Cancelled = entries.Count(e => e.Outcome == LedgerOutcome.Aborted),
            Input = tokens.Input,
            Output = tokens.Output,
            Cached = tokens.Cached,
            CacheWrite = tokens.CacheWrite5m + tokens.CacheWrite1h,
            Reasoning = tokens.Reasoning,
            Unpriced = entries.Count(e => e.Tokens != LedgerTokens.None && ListPrices.Of(e.Model) is null),
            CostNanoUsd = entries.Sum(e => ListPrices.Of(e.Model)?.CostOf(e.Tokens) ?? 0),
        };
    }

    /// <summary>Reads a group of <c>GET /api/ai-usage/stats</c>.</summary>
    public static Measures Of(JsonElement group)
    {
        var calls = Number("calls");
        var failed = Number("failed");
        return new Measures
        {
            Calls = calls,
            Failed = failed,
            Cancelled = calls - failed - Number("succeeded"),
            Input = Number("inputTokens"),
            Output = Number("outputTokens"),
            Cached = Number("cachedInputTokens"),
            CacheWrite = Number("cacheWriteTokens"),
            Reasoning = Number("reasoningTokens"),
            Unpriced = Number("unpricedCalls"),
            CostNanoUsd = Number("costNanoUsd"),
        };

        long Number(string name) => group.GetProperty(name).GetInt64();
    }

    /// <summary>Adds up rows of <c>GET /api/ai-usage/records</c>. A row does not list cache writes.</summary>
    public static Measures OfRecords(IReadOnlyCollection<JsonElement> records)
    {
        return new Measures
        {
            Calls = records.Count,
            Failed = records.Count(r => r.GetProperty("status").ValueEquals("error")),
            Cancelled = records.Count(r => r.GetProperty("status").ValueEquals("cancelled")),
            Input = Sum("inputTokens"),
            Output = Sum("outputTokens"),
            Cached = Sum("cachedInputTokens"),
            Reasoning = Sum("reasoningTokens"),
            Unpriced = records.Count(r => r.GetProperty("unpriced").GetBoolean()),
            CostNanoUsd = Sum("costNanoUsd"),
        };

        // Unknown tokens and unpriced costs are null.
        long Sum(string name) => records.Sum(r => r.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0);
    }
}
