using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Dashboard.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>The real server on loopback with its own SQLite file.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    public const string AdminToken = "admin-token-of-the-tests-0123456789";
    public const string ApiKey = "api-key-of-the-tests-0123456789";

    /// <summary>The password of all accounts.</summary>
    public const string Password = "password of the tests";

    private readonly TemporaryFolder _folder;
    private readonly HttpClient _key;

    private RunningServer(TemporaryFolder folder, DashboardServer server)
    {
        (_folder, Server) = (folder, server);
        _key = NewClient();
        _key.DefaultRequestHeaders.Add("x-api-key", ApiKey);
    }

    public DashboardServer Server { get; }

    /// <summary>Where the database is.</summary>
    public string Folder => _folder.Path;

    /// <summary>Sends no credentials.</summary>
    public HttpClient Anonymous => NewClient();

    /// <summary>Sends the API key.</summary>
    public HttpClient WithKey => _key;

    public static Task<RunningServer> StartAsync(params IEnumerable<TestSpan> spans) => StartAsync(_ => { }, spans);

    public static async Task<RunningServer> StartAsync(Action<DashboardServerOptions> configure, params IEnumerable<TestSpan> spans)
    {
        var folder = new TemporaryFolder();
        var free = new Uri("http://127.0.0.1:0");
        var options = new DashboardServerOptions
        {
            DataDirectory = folder.Path,
            Http = free,
            OtlpHttp = free,
            OtlpGrpc = free,
            AdminToken = AdminToken,
            ApiKey = ApiKey,
            Time = new FixedTime(),
        };
        DashboardServer server;
        try
        {
            configure(options);
            server = await DashboardServer.StartAsync(options, TestContext.Current.CancellationToken);
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        var running = new RunningServer(folder, server);
        await running.SendAsync(spans);
        return running;
    }

    /// <summary>Sends calls as an application would.</summary>
    public async Task SendAsync(IEnumerable<TestSpan> spans)
    {
        var batch = new JsonArray([.. spans.Select(span => span.ToJson())]);
        if (batch.Count > 0)
        {
            await SendAsync("AiInstrument", batch);
        }
    }

    /// <summary>Sends a build's registry as an application does when it starts.</summary>
    public Task SendAsync(TestRegistry registry) => SendAsync("AiInstrument.Registry", [registry.ToJson()]);

    /// <summary>Says what one process of the application has lost.</summary>
    public Task SendAsync(TestLoss loss) => SendAsync("AiInstrument.Delivery", [loss.ToJson()]);

    /// <summary>A browser's session after signing in.</summary>
    /// <param name="cookies">Where the session's cookies are kept, or null.</param>
    public async Task<HttpClient> SignInAsync(CookieContainer? cookies = null)
    {
        var client = NewClient(cookies);
        using var response = await SubmitAsync(client, "/signin", "/signin", new() { ["token"] = AdminToken });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    /// <summary>A browser's session of a new account.</summary>
    /// <param name="name">The account's name.</param>
    /// <param name="role">Its role.</param>
    /// <param name="organizations">Its organizations.</param>
    public async Task<HttpClient> SignInAsAsync(string name, UserRole role, params IReadOnlyList<string> organizations)
    {
        var accounts = Server.Services.GetRequiredService<IAccounts>();
        var code = await accounts.InviteAsync(new Actor(1, "tests"), name, role, organizations, TestContext.Current.CancellationToken);
        Assert.Equal(name, await accounts.AcceptAsync(code!, Password, TestContext.Current.CancellationToken));
        return await SignInWithPasswordAsync(name);
    }

    /// <summary>One more session of an account.</summary>
    public async Task<HttpClient> SignInWithPasswordAsync(string name, CookieContainer? cookies = null)
    {
        var client = NewClient(cookies);
        using var response = await SubmitAsync(client, "/signin", "/signin", new() { ["name"] = name, ["password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return client;
    }

    /// <summary>Submits a form as a browser does, with the antiforgery token of the page that shows it.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, string page, string action, Dictionary<string, string> fields)
    {
        var html = await client.GetStringAsync(page, TestContext.Current.CancellationToken);
        fields["__RequestVerificationToken"] = AntiforgeryField().Match(html).Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(action, content, TestContext.Current.CancellationToken);
    }

    public async Task<JsonObject> GetJsonAsync(string path) =>
        (await _key.GetFromJsonAsync<JsonObject>(path, TestContext.Current.CancellationToken))!;

    public async Task<JsonArray> GetJsonArrayAsync(string path) =>
        (await _key.GetFromJsonAsync<JsonArray>(path, TestContext.Current.CancellationToken))!;

    /// <summary>A connection of its own to the server's database.</summary>
    public SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "aiinstrument.db"), Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>The ids that a query on the server's database finds.</summary>
    public IReadOnlyList<long> Ids(string sql)
    {
        using var connection = Open(SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task SendAsync(string scope, JsonArray spans)
    {
        var service = new JsonObject { ["key"] = "service.name", ["value"] = new JsonObject { ["stringValue"] = "support" } };
        var request = new JsonObject
        {
            ["resourceSpans"] = new JsonArray(new JsonObject
            {
                ["resource"] = new JsonObject { ["attributes"] = new JsonArray(service) },
                ["scopeSpans"] = new JsonArray(new JsonObject { ["scope"] = new JsonObject { ["name"] = scope }, ["spans"] = spans }),
            }),
        };
        using var response = await _key.PostAsJsonAsync(new Uri(Server.OtlpHttp, "v1/traces"), request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private HttpClient NewClient(CookieContainer? cookies = null) => new(new WholeNames(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new() }))
    {
        BaseAddress = Server.Http,
    };

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryField();
}
