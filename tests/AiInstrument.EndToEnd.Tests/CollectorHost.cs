using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>The standalone server as a process on free ports, and the two things that a program does with it: send and read.</summary>
internal sealed class CollectorHost : IAsyncDisposable
{
    public const string ApiKey = "end-to-end-key";
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly DotnetProcess _process;
    private readonly HttpClient _http = new();
    private readonly Uri _dashboard;

    private CollectorHost(DotnetProcess process, Uri dashboard, Uri otlp)
    {
        (_process, _dashboard, Otlp) = (process, dashboard, otlp);
        _http.DefaultRequestHeaders.Add("x-api-key", ApiKey);
    }

    /// <summary>The base address of OTLP/HTTP.</summary>
    public Uri Otlp { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="dataFolder">Where its database is.</param>
    /// <param name="otlp">Where senders already look for it; null takes a free port.</param>
    public static async Task<CollectorHost> StartAsync(string dataFolder, Uri? otlp = null)
    {
        var process = DotnetProcess.Start(
            [BuildFacts.DashboardHost, "--data", dataFolder, "--http", AnyPort, "--otlp-http", otlp?.GetLeftPart(UriPartial.Authority) ?? AnyPort, "--otlp-grpc", AnyPort],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["AIINSTRUMENT_API_KEY"] = ApiKey });
        return new CollectorHost(
            process,
            new Uri(await process.ReadAfterAsync("Dashboard", Cancel)),
            new Uri(await process.ReadAfterAsync("OTLP/HTTP", Cancel)));
    }

    /// <summary>Returns once the collector has acknowledged.</summary>
    public async Task SendAsync(Span span)
    {
        using var body = new StringContent(span.ToPayload(), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(Otlp, "v1/traces"), body, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The whole answer of the statistics, as text.</summary>
    public Task<string> ReadStatsAsync() => _http.GetStringAsync(new Uri(_dashboard, "api/ai-usage/stats?period=all"), Cancel);

    /// <summary>Every record, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadRecordsAsync()
    {
        var records = new List<JsonElement>();
        for (var number = 1; ; number++)
        {
            var page = await _http.GetFromJsonAsync<JsonElement>(new Uri(_dashboard, $"api/ai-usage/records?period=all&pageSize=200&page={number}"), Cancel);
            records.AddRange(page.GetProperty("items").EnumerateArray());
            if (records.Count >= page.GetProperty("totalCount").GetInt32())
            {
                return records;
            }
        }
    }

    public Task KillAsync() => _process.KillAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
