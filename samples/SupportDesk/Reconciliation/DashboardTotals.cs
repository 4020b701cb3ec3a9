using System.Text.Json;

namespace SupportDesk.Reconciliation;

/// <summary>What the dashboard's JSON API says.</summary>
/// <param name="Stats">The answer of <c>GET /api/ai-usage/stats</c>.</param>
/// <param name="Records">Every row of <c>GET /api/ai-usage/records</c>.</param>
internal sealed record DashboardTotals(JsonElement Stats, IReadOnlyList<JsonElement> Records)
{
    private const int PageSize = 200;

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
            page = await http.GetFromJsonAsync<JsonElement>($"api/ai-usage/records?period=all&pageSize={PageSize}&page={(records.Count / PageSize) + 1}");
            records.AddRange(page.GetProperty("items").EnumerateArray());
        }
        while (records.Count < page.GetProperty("totalCount").GetInt64());

        return new DashboardTotals(stats, records);
    }
}
