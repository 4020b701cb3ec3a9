using System.Net;
using System.Text.Json.Nodes;
using AiInstrument.Browser.Tests;
using AiInstrument.Collector.Seeding;
using AiInstrument.Dashboard.Hosting;
using AiInstrument.Dashboard.Tests.Support;
using AiInstrument.EndToEnd.Tests;
using Microsoft.Data.Sqlite;

[assembly: AssemblyFixture(typeof(DeskSite))]

namespace AiInstrument.Browser.Tests;

/// <summary>
/// The dashboard over what the sample application left behind: its real calls through real SDKs, on top of some weeks of history, and what admins make by hand.
/// Started by the first test that asks.
/// </summary>
public sealed class DeskSite : IAsyncLifetime
{
    // The most active one of the history, which has a last month.
    private const string Organization = "aurora-labs";
    private const int HistoryRows = 2_000;
    private const int HistoryDays = 40;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aiinstrument-desk-");
    private readonly Lazy<Task> _started;
    private DashboardServer? _server;
    private SocketsHttpHandler? _handler;

    /// <summary>Nothing is started yet.</summary>
    public DeskSite() => _started = new(StartAsync);

    internal DashboardServer Server => _server!;

    /// <summary>The admin's session.</summary>
    internal CookieContainer Cookies { get; } = new();

    /// <summary>Sends the admin's session.</summary>
    internal HttpClient Admin { get; private set; } = null!;

    /// <summary>Every page with its addresses.</summary>
    internal EveryPage Pages { get; private set; } = null!;

    /// <summary>The database.</summary>
    private string Database => Path.Combine(_folder.FullName, "aiinstrument.db");

    /// <inheritdoc />
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Returns when everything is there.</summary>
    internal Task ReadyAsync() => _started.Value;

    /// <summary>Asks the JSON API as the admin.</summary>
    internal async Task<JsonNode> JsonAsync(string address) => JsonNode.Parse(await Admin.GetStringAsync(address, TestContext.Current.CancellationToken))!;

    /// <summary>Asks the database.</summary>
    /// <returns>The rows; a value is null, a text or a number.</returns>
    internal async Task<IReadOnlyList<object?[]>> SqlAsync(string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add([.. row.Select(value => value is DBNull ? null : value)]);
        }

        return rows;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        _handler?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        await using (var desk = DotnetProcess.Start([BuildFacts.SupportDesk, "--once", "--data", _folder.FullName], folder: _folder.FullName))
        {
            var code = await desk.WaitForExitAsync(CancellationToken.None);
            Assert.True(code == 0, desk.Output);
        }

        var history = new SeedPlan { Rows = HistoryRows, Days = HistoryDays, Add = true, Until = TimeProvider.System.GetUtcNow() };
        await CollectorSeeding.RunAsync(_folder.FullName, history);
        var secret = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "demo-secret.txt"));
        var free = new Uri("http://127.0.0.1:0");
        _server = await DashboardServer.StartAsync(new DashboardServerOptions { DataDirectory = _folder.FullName, Http = free, OtlpHttp = free, OtlpGrpc = free, AdminToken = secret, ApiKey = secret });
        await Furniture.AddAsync(_server.Services, Organization, CancellationToken.None);
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        Admin = new HttpClient(_handler, disposeHandler: false) { BaseAddress = _server.Http };
        using var signedIn = await RunningServer.SubmitAsync(Admin, "/signin", "/signin", new() { ["token"] = secret });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Pages = await EveryPage.FindAsync(_server.Services, Admin, CancellationToken.None);
    }
}
