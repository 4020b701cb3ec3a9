using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>Costs calculated by hand from the list prices: 1 $ per million tokens is 1,000 nano-dollars per token.</summary>
public sealed class CostTests
{
    [Fact]
    public async Task A_call_costs_what_a_calculation_by_hand_says()
    {
        (Span Span, long? NanoDollars)[] calls =
        [
            // 10,000 uncached × 150 + 2,345 cached × 75 + 678 output × 600
            (new("openai", "gpt-4o-mini-2024-07-18", Input: 12_345, Output: 678) { User = "cached", Cached = 2_345 }, 2_082_675),

            // 3,003 × 3,000 + 4,000 read × 300 + 1,003 written for 5 minutes × 3,750 + 2,001 for an hour × 6,000 + 1,234 output × 15,000
            (new("anthropic", "claude-sonnet-4-5-20250929", Input: 10_007, Output: 1_234) { User = "writes", Cached = 4_000, CacheWrite5m = 1_003, CacheWrite1h = 2_001 }, 44_486_250),

            // 200,001 input is above the 200,000 threshold: all of it × 6,000, the output × 22,500
            (new("anthropic", "claude-sonnet-4-5", Input: 200_001, Output: 1) { User = "long" }, 1_200_028_500),

            // 1,001 × 750 + 333 output × 4,500; the 111 reasoning tokens are among the 333
            (new("openai", "gpt-5.4-mini", Input: 1_001, Output: 333) { User = "reasons", Reasoning = 111 }, 2_249_250),

            // The served tier counts: 100 × 250 + 10 × 1,000
            (new("openai", "gpt-4o-mini", Input: 100, Output: 10) { User = "priority", ServiceTier = "priority" }, 35_000),

            // 77 × 20
            (new("openai", "text-embedding-3-small", Input: 77, Output: 0) { User = "embeds" }, 1_540),

            // Unknown, not zero.
            (new("openai", "acme-research-1", Input: 500, Output: 50) { User = "unpriced" }, null),
        ];
        using var data = new TemporaryFolder();
        await using var host = await CollectorHost.StartAsync(data.Path);
        foreach (var (span, _) in calls)
        {
            await host.SendAsync(span);
        }

        var records = await host.ReadRecordsAsync();
        Assert.Equal(
            calls.Select(c => (c.Span.User, c.NanoDollars)).Order(),
            records.Select(r => (r.GetProperty("user").GetString()!, Cost(r))).Order());
        var totals = JsonDocument.Parse(await host.ReadStatsAsync()).RootElement.GetProperty("totals");
        Assert.Equal(1_248_883_215, totals.GetProperty("costNanoUsd").GetInt64());
        Assert.Equal((1, 550), (totals.GetProperty("unpricedCalls").GetInt64(), totals.GetProperty("unpricedTokens").GetInt64()));
    }

    private static long? Cost(JsonElement record) =>
        record.GetProperty("costNanoUsd") is { ValueKind: JsonValueKind.Number } cost ? cost.GetInt64() : null;
}
