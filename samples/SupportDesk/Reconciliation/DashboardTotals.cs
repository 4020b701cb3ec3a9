using System.Text.Json;

namespace SupportDesk.Reconciliation;

/// <summary>What the dashboard's JSON API says.</summary>
/// <param name="Stats">The answer of <c>GET /api/ai-usage/stats</c>.</param>
/// <param name="Records">The sums over every record of <c>GET /api/ai-usage/records</c>.</param>
/// <param name="RecordedCostNanoUsd">The records' cost in nano-dollars.</param>
internal sealed record DashboardTotals(JsonElement Stats, Measures Records, long RecordedCostNanoUsd)
{
    public long CostNanoUsd => Stats.GetProperty("totals").GetProperty("costNanoUsd").GetInt64();

    public long UnpricedCalls => Stats.GetProperty("totals").GetProperty("unpricedCalls").GetInt64();

    /// <summary>Reads the API as any program would: over HTTP, with an API key.</summary>
    public static async Task<DashboardTotals> ReadAsync(Uri dashboard, string apiKey)
    {
        using var http = new HttpClient { BaseAddress = dashboard };
        http.DefaultRequestHeaders.Add("x-api-key", apiKey);
        var stats = await http.GetFromJsonAsync<JsonElement>("api/ai-usage/stats?period=all");
        var records = new List<JsonElement>();
        JsonElement page;
        do
        {
            page = await http.GetFromJsonAsync<JsonElement>($"api/ai-usage/records?period=all&pageSize=200&page={(records.Count / 200) + 1}");
            records.AddRange(page.GetProperty("items").EnumerateArray());
        }
        while (records.Count < page.GetProperty("totalCount").GetInt64());

        return new DashboardTotals(
            stats,
            new Measures(
                records.Count,
                records.Count(r => r.GetProperty("status").ValueEquals("error")),
                records.Count(r => r.GetProperty("status").ValueEquals("cancelled")),
                Sum("inputTokens"),
                Sum("outputTokens"),
                Sum("cachedInputTokens"),
                page.GetProperty("totals").GetProperty("cacheWriteTokens").GetInt64(), // a row has no cache writes, the sum over the rows has
                Sum("reasoningTokens")),
            Sum("costNanoUsd"));

        // Unknown tokens and unpriced costs are null.
        long Sum(string name) => records.Sum(r => r.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0);
    }
}
