using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Seeding;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Screenshots;

/// <summary>Two dashboards: one over two months of made-up calls and what a team did there, and one that waits for its first call.</summary>
internal sealed partial class PictureSite : IAsyncDisposable
{
    private const int Rows = 60_000;
    private const int Days = 62;

    private readonly List<DirectoryInfo> _folders = [];
    private readonly List<DashboardServer> _servers = [];
    private readonly Dictionary<PictureReader, (Uri Address, CookieContainer Cookies)> _readers = [];

    private PictureSite()
    {
    }

    /// <summary>The record whose prompt and answer are kept.</summary>
    public long KeptRecord { get; private set; }

    /// <summary>A reader's server and session.</summary>
    public (Uri Address, CookieContainer Cookies) Of(PictureReader reader) => _readers[reader];

    /// <summary>Makes the calls up, starts the servers and lets the team work.</summary>
    public static async Task<PictureSite> StartAsync()
    {
        var site = new PictureSite();
        try
        {
            await site.StartServersAsync();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        foreach (var folder in _folders)
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task StartServersAsync()
    {
        var time = new PictureTime();
        var folder = NewFolder();
        await CollectorSeeding.RunAsync(folder, new SeedPlan { Rows = Rows, Days = Days, Until = PictureTime.Taken });
        var free = new Uri("http://127.0.0.1:0");
        var server = await StartAsync(folder, time, free, free);
        (KeptRecord, var key) = await Team.WorkAsync(server.Services, time);
        await Arrivals.SendAsync(server.OtlpHttp, key);
        _readers[PictureReader.Admin] = (server.Http, await SignInAsync(server.Http, new() { ["name"] = Team.Admin, ["password"] = Team.Password }));
        _readers[PictureReader.Nobody] = (server.Http, new CookieContainer());

        // The page of a new server names its addresses: those that everybody has, unless another program holds them now.
        var fresh = await StartAsync(NewFolder(), new PictureTime(), UsualOr(free, 4318), UsualOr(free, 4317));
        _readers[PictureReader.FirstAdmin] = (fresh.Http, await SignInAsync(fresh.Http, new() { ["token"] = Team.Password }));
    }

    private string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("aiinstrument-pictures-");
        _folders.Add(folder);
        return folder.FullName;
    }

    private async Task<DashboardServer> StartAsync(string folder, TimeProvider time, Uri otlpHttp, Uri otlpGrpc)
    {
        var server = await DashboardServer.StartAsync(new DashboardServerOptions
        {
            DataDirectory = folder,
            Http = new Uri("http://127.0.0.1:0"),
            OtlpHttp = otlpHttp,
            OtlpGrpc = otlpGrpc,
            AdminToken = Team.Password,
            RetentionDays = 400,
            Time = time,
        });
        _servers.Add(server);
        return server;
    }

    private static Uri UsualOr(Uri free, int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new UriBuilder(free) { Port = port }.Uri;
        }
        catch (SocketException)
        {
            return free;
        }
    }

    private static async Task<CookieContainer> SignInAsync(Uri server, Dictionary<string, string> fields)
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies };
        using var client = new HttpClient(handler) { BaseAddress = server };
        fields["__RequestVerificationToken"] = Antiforgery().Match(await client.GetStringAsync("/signin")).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync("/signin", form);
        return answer.StatusCode == HttpStatusCode.Redirect ? cookies : throw new PictureException($"Nobody can sign in: {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
