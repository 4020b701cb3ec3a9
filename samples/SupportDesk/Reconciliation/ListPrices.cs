using ModelStub.Ledger;

namespace SupportDesk.Reconciliation;

/// <summary>
/// Nano-dollars per token of the models that the desk uses, written down a second time from the providers' price lists,
/// so that the dashboard's price book and its calculation are checked as well.
/// </summary>
internal sealed record ListPrices(long Input, long Output, long Cached = 0, long CacheWrite5m = 0, long CacheWrite1h = 0)
{
    /// <summary>The prices of the model that answered; null when it has none.</summary>
    public static ListPrices? Of(string model) => model switch
    {
        "gpt-4o-mini-2024-07-18" => new(Input: 150, Output: 600, Cached: 75),
        "gpt-5.4-mini-2026-03-17" => new(Input: 750, Output: 4_500, Cached: 75),
        "gpt-4o-mini-transcribe" => new(Input: 1_250, Output: 5_000),
        "text-embedding-3-small" => new(Input: 20, Output: 0),
        "claude-sonnet-4-5-20250929" => new(Input: 3_000, Output: 15_000, Cached: 300, CacheWrite5m: 3_750, CacheWrite1h: 6_000),
        _ => null,
    };

    public long CostOf(LedgerTokens tokens) =>
        ((tokens.Input - tokens.Cached - tokens.CacheWrite5m - tokens.CacheWrite1h) * Input)
        + (tokens.Cached * Cached)
        + (tokens.CacheWrite5m * CacheWrite5m)
        + (tokens.CacheWrite1h * CacheWrite1h)
        + (tokens.Output * Output);
}
