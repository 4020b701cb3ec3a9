using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Hosting;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Docs.Tests;

/// <summary>The server on free ports with a day of calls, for requests and queries that pages show with its usual addresses.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    private const string Key = "key-of-the-pages-0123456789";
    private const string UsualDashboard = "http://127.0.0.1:5080";
    private const string OtlpHttp = "http://127.0.0.1:4318";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private DashboardServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The address of the dashboard.</summary>
    internal Uri Dashboard => _server.Http;

    public async ValueTask InitializeAsync()
    {
        var free = new Uri("http://127.0.0.1:0");
        _server = await DashboardServer.StartAsync(new DashboardServerOptions { DataDirectory = _folder.Path, Http = free, OtlpHttp = free, OtlpGrpc = free, ApiKey = Key, AdminToken = "admin-token-of-the-pages-0123456789" }, Cancel);
        using var body = new StringContent(Calls().ToJsonString(), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.OtlpHttp, "v1/traces")) { Content = body };
        request.Headers.Add("x-api-key", Key);
        using var answer = await _http.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What variables of the pages' commands stand for.</summary>
    internal string? ValueOf(string name) => name switch
    {
        "KEY" or "AII_KEY" => Key,
        _ => null,
    };

    /// <summary>Makes the request of a <c>curl</c> command.</summary>
    internal async Task<(HttpStatusCode Status, string Body)> RequestAsync(IReadOnlyList<string> arguments)
    {
        using var request = new HttpRequestMessage();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "-H" or "--header":
                    var header = arguments[++i].Split(':', 2);
                    if (!request.Headers.TryAddWithoutValidation(header[0], header[1].Trim()))
                    {
                        request.Content!.Headers.ContentType = new(header[1].Trim());
                    }

                    break;
                case "-d" or "--data":
                    request.Content = new StringContent(arguments[++i], Encoding.UTF8, "application/json");
                    request.Method = HttpMethod.Post;
                    break;
                case "-X" or "--request":
                    request.Method = new HttpMethod(arguments[++i]);
                    break;
                case "-o" or "--output":
                    i++;
                    break;
                case ['-', ..]:
                    break;
                case var address:
                    request.RequestUri = new Uri(address
                        .Replace(UsualDashboard, _server.Http.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                        .Replace(OtlpHttp, _server.OtlpHttp.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
                    break;
            }
        }

        using var answer = await _http.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Reads all rows of a query.</summary>
    internal async Task<int> QueryAsync(string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.Path, "aiinstrument.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A query of a page, which the repository itself has.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        var count = 0;
        while (await rows.ReadAsync(Cancel))
        {
            count++;
        }

        return count;
    }

    private static JsonObject Calls()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        JsonObject Text(string key, string value) => new() { ["key"] = key, ["value"] = new JsonObject { ["stringValue"] = value } };
        JsonObject Number(string key, int value) => new() { ["key"] = key, ["value"] = new JsonObject { ["intValue"] = value } };
        var spans = Enumerable.Range(1, 20).Select(i => (JsonNode)new JsonObject
        {
            ["traceId"] = i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
            ["spanId"] = i.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            ["name"] = "chat gpt-4o-mini",
            ["kind"] = 3,
            ["startTimeUnixNano"] = (now - (i * 60_000_000_000L)).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["endTimeUnixNano"] = (now - (i * 60_000_000_000L) + 1_000_000_000L).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["attributes"] = new JsonArray(
                Text("gen_ai.operation.name", "chat"), Text("gen_ai.provider.name", "openai"), Text("gen_ai.request.model", "gpt-4o-mini"), Text("aiinstrument.feature.id", "ticket.summarize"),
                Text("aiinstrument.organization.id", "acme"), Number("gen_ai.usage.input_tokens", 1000), Number("gen_ai.usage.output_tokens", 100)),
        });
        return new()
        {
            ["resourceSpans"] = new JsonArray(new JsonObject
            {
                ["resource"] = new JsonObject { ["attributes"] = new JsonArray(Text("service.name", "support")) },
                ["scopeSpans"] = new JsonArray(new JsonObject { ["scope"] = new JsonObject { ["name"] = "AiInstrument" }, ["spans"] = new JsonArray([.. spans]) }),
            }),
        };
    }
}
