using System.Security.Cryptography;
using AiInstrument.Dashboard.Hosting;
using ModelStub;
using OpenTelemetry.Exporter;
using SupportDesk.Models;

namespace SupportDesk.Demo;

/// <summary>Stub, dashboard with collector, and application: three servers in one process, each on its own loopback port.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DemoSite(ModelStubServer stub, DashboardServer dashboard, WebApplication app, string secret)
    {
        Stub = stub;
        Dashboard = dashboard;
        _app = app;
        Secret = secret;
    }

    public ModelStubServer Stub { get; }

    public DashboardServer Dashboard { get; }

    /// <summary>Signs the admin in to the dashboard, and is the API key of the application and of this demo.</summary>
    public string Secret { get; }

    public Uri AppUrl => new(_app.Urls.Single());

    public IServiceProvider AppServices => _app.Services;

    /// <exception cref="DashboardStartException">The dashboard's address is taken.</exception>
    /// <exception cref="IOException">The application's address is taken.</exception>
    public static async Task<DemoSite> StartAsync(DemoOptions options)
    {
        var secret = SecretOf(options.DataDirectory);
        var stub = await ModelStubServer.StartAsync();
        var dashboard = await DashboardServer.StartAsync(new DashboardServerOptions
        {
            DataDirectory = options.DataDirectory,
            Http = options.Loopback(5080),
            OtlpHttp = options.Loopback(4318),
            OtlpGrpc = options.Loopback(4317),
            AdminToken = secret,
            ApiKey = secret,
        });
        var app = DeskApp.Build(options.Loopback(5090), new ModelOptions(stub.BaseUrl), telemetry =>
        {
            telemetry.Endpoint = options.Grpc ? dashboard.OtlpGrpc : dashboard.OtlpHttp;
            telemetry.Protocol = options.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
            telemetry.Headers["x-api-key"] = secret;

            // Budgets are asked about over HTTP, also where spans go over gRPC. Left open, AIINSTRUMENT_BUDGETS says it.
            telemetry.Budgets.Enabled = options.Budget is null ? null : true;
            telemetry.Budgets.Endpoint = dashboard.OtlpHttp;

            telemetry.Outbox.Directory = Path.Combine(options.DataDirectory, "outbox");

            // The totals are compared after the stop: a busy machine must not look like a difference.
            telemetry.FlushTimeout = TimeSpan.FromMinutes(1);
        });
        await app.StartAsync();
        return new DemoSite(stub, dashboard, app, secret);
    }

    /// <summary>Stops the application: its queue is worked off and its telemetry is flushed. Stub and dashboard go on.</summary>
    public Task StopAppAsync() => _app.StopAsync();

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Dashboard.DisposeAsync();
        await Stub.DisposeAsync();
    }

    /// <summary>Made at the first start and kept beside the database, so that the printed link works at each later start.</summary>
    private static string SecretOf(string dataDirectory)
    {
        var file = Path.Combine(Directory.CreateDirectory(dataDirectory).FullName, "demo-secret.txt");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        }

        return File.ReadAllText(file);
    }
}
