using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Seeding;
using AiInstrument.Dashboard.Hosting;
using AiInstrument.Dashboard.Tests.Support;
using AiInstrument.EndToEnd.Tests;

namespace AiInstrument.Screenshots;

/// <summary>The dashboard over what the sample application left behind, on top of two months of history.</summary>
internal sealed partial class PictureSite : IAsyncDisposable
{
    private const int HistoryRows = 30_000;
    private const int HistoryDays = 62;
    private const string Organization = "aurora-labs";

    private readonly DirectoryInfo _folder;
    private readonly DashboardServer _server;

    private PictureSite(DirectoryInfo folder, DashboardServer server) => (_folder, _server) = (folder, server);

    /// <summary>Where the pages are.</summary>
    public Uri Address => _server.Http;

    /// <summary>The admin's session.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>The pages.</summary>
    public EveryPage Pages { get; private set; } = null!;

    /// <summary>Runs the sample application, seeds the history and starts the server.</summary>
    public static async Task<PictureSite> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aiinstrument-pictures-");
        var now = TimeProvider.System.GetUtcNow();
        await CollectorSeeding.RunAsync(folder.FullName, new SeedPlan { Rows = HistoryRows, Days = HistoryDays, Until = now });
        await using (var desk = DotnetProcess.Start([BuildFacts.SupportDesk, "--data", folder.FullName, "--once"], folder: folder.FullName))
        {
            // Its totals cannot equal the ledger on top of a history: what it has sent is there all the same.
            await desk.WaitForExitAsync(CancellationToken.None);
        }

        var secret = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "demo-secret.txt"));
        var free = new Uri("http://127.0.0.1:0");
        var server = await DashboardServer.StartAsync(new DashboardServerOptions { DataDirectory = folder.FullName, Http = free, OtlpHttp = free, OtlpGrpc = free, AdminToken = secret, ApiKey = secret });
        var site = new PictureSite(folder, server);
        await Furniture.AddAsync(server.Services, Organization, CancellationToken.None);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = site.Cookies };
        using var client = new HttpClient(handler) { BaseAddress = server.Http };
        var form = await client.GetStringAsync("/signin");
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["token"] = secret, ["__RequestVerificationToken"] = Antiforgery().Match(form).Groups[1].Value });
        using var signedIn = await client.PostAsync("/signin", fields);
        site.Pages = await EveryPage.FindAsync(server.Services, client, CancellationToken.None);
        return site;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
