namespace ModelStub.Ledger;

/// <summary>Tokens of a call or a sum of calls.</summary>
/// <param name="Input">Input, with what was read from and written to the cache.</param>
/// <param name="Output">Output, with reasoning.</param>
/// <param name="Cached">Input read from the cache.</param>
/// <param name="CacheWrite5m">Input written to the cache for five minutes.</param>
/// <param name="CacheWrite1h">Input written to the cache for one hour.</param>
/// <param name="Reasoning">Output spent on reasoning.</param>
public sealed record LedgerTokens(long Input = 0, long Output = 0, long Cached = 0, long CacheWrite5m = 0, long CacheWrite1h = 0, long Reasoning = 0)
{
    /// <summary>No tokens.</summary>
    public static LedgerTokens None { get; } = new();

    /// <summary>Adds kind by kind.</summary>
    public static LedgerTokens operator +(LedgerTokens left, LedgerTokens right) => new(
        left.Input + right.Input,
        left.Output + right.Output,
        left.Cached + right.Cached,
        left.CacheWrite5m + right.CacheWrite5m,
        left.CacheWrite1h + right.CacheWrite1h,
        left.Reasoning + right.Reasoning);
}
