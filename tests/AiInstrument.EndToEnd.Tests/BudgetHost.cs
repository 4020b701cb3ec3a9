using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>The server on free ports in the test's own process, its budgets, and what its database says of them.</summary>
internal sealed class BudgetHost : IAsyncDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";
    private const string AdminToken = "admin-token-of-the-tests-0123456789";

    private readonly TemporaryFolder _folder;
    private readonly DashboardServer _server;
    private readonly HttpClient _http = new();

    private BudgetHost(TemporaryFolder folder, DashboardServer server)
    {
        (_folder, _server) = (folder, server);
        _http.DefaultRequestHeaders.Add("x-api-key", CollectorHost.ApiKey);
    }

    public Uri Otlp => _server.OtlpHttp;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<BudgetHost> StartAsync()
    {
        var folder = new TemporaryFolder();
        var server = await DashboardServer.StartAsync(
            new DashboardServerOptions
            {
                DataDirectory = folder.Path,
                Http = new Uri(AnyPort),
                OtlpHttp = new Uri(AnyPort),
                OtlpGrpc = new Uri(AnyPort),
                AdminToken = AdminToken,
                ApiKey = CollectorHost.ApiKey,
            },
            Cancel);
        return new BudgetHost(folder, server);
    }

    public async Task CreateAsync(BudgetDraft draft)
    {
        var change = await _server.Services.GetRequiredService<IBudgets>().CreateAsync(Actor.CommandLine(Workspaces.DefaultId), draft, Cancel);
        Assert.Empty(change.Problems);
    }

    /// <summary>What is used of the only budget.</summary>
    public async Task<long> ReadUsedAsync() => Assert.Single(await _server.Services.GetRequiredService<IBudgets>().GetStatesAsync(Workspaces.DefaultId, Cancel)).Used;

    /// <summary>Reports as an instance that ends: the collector looks which leases are over when it is asked, and gives this one none.</summary>
    public async Task ProbeAsync()
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Otlp, "aiinstrument/v1/budgets/sync"), new { instance = "probe", ends = true }, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>All leases, oldest first.</summary>
    public Task<IReadOnlyList<StoredLease>> ReadLeasesAsync() =>
        ReadAsync("SELECT id, instance, granted, settled, recorded, closed_unix_ms IS NULL FROM budget_leases ORDER BY id", static row => new StoredLease(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetBoolean(5)));

    /// <summary>What each record cost that was paid, in nano-dollars.</summary>
    public Task<IReadOnlyList<long>> ReadCostsAsync() => ReadAsync("SELECT cost_nano_usd FROM interactions WHERE cost_nano_usd > 0", static row => row.GetInt64(0));

    /// <summary>All records as the JSON API says them, without the ids that this database has given them, oldest first.</summary>
    public async Task<JsonArray> ReadRecordsAsync()
    {
        var page = await _http.GetFromJsonAsync<JsonObject>(new Uri(_server.Http, "api/ai-usage/records?period=all&pageSize=200&uncounted=true"), Cancel);
        var rows = page!["items"]!.AsArray().Select(row => row!.DeepClone().AsObject()).OrderBy(row => row["start"]!.GetValue<string>(), StringComparer.Ordinal).ToList();
        rows.ForEach(static row => row.Remove("id"));
        return [.. rows];
    }

    /// <summary>The ids of the features that registries have named.</summary>
    public Task<IReadOnlyList<string>> ReadFeaturesAsync() => ReadAsync("SELECT DISTINCT feature_id FROM registry_features ORDER BY 1", static row => row.GetString(0));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<SqliteDataReader, T> read)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.Path, "aiinstrument.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The callers above are all there are, and their texts are constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        var all = new List<T>();
        while (await rows.ReadAsync(Cancel))
        {
            all.Add(read(rows));
        }

        return all;
    }
}
