using AiInstrument.Collector;
using AiInstrument.Collector.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>
/// Collector and dashboard in one server: the standalone host, and programs that want both in their own process, start it here.
/// Disposing it stops it after what was accepted is written.
/// </summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private DashboardServer(WebApplication application, Listener http, Listener otlpHttp, Listener otlpGrpc)
    {
        var access = application.Services.GetRequiredService<AccessSetup>();
        _application = application;
        Http = http.Bound;
        OtlpHttp = otlpHttp.Bound;
        OtlpGrpc = otlpGrpc.Bound;
        FirstAdminToken = access.FirstAdminToken;
        HasApiKeys = access.HasApiKeys;
    }

    /// <summary>Where the dashboard and the JSON API listen, with the real port.</summary>
    public Uri Http { get; }

    /// <summary>Where OTLP/HTTP is received, with the real port.</summary>
    public Uri OtlpHttp { get; }

    /// <summary>Where OTLP/gRPC is received, with the real port.</summary>
    public Uri OtlpGrpc { get; }

    /// <summary>The admin token when this start made it: show it once, it cannot be read again. Null when an admin was there before.</summary>
    public string? FirstAdminToken { get; }

    /// <summary>Whether any API key exists. Without one, telemetry is taken from this machine alone.</summary>
    public bool HasApiKeys { get; }

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Starts the server. Returns when all three addresses listen.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DashboardStartException">A setting is wrong, an address is taken, or the data folder cannot be used.</exception>
    public static async Task<DashboardServer> StartAsync(DashboardServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var http = new Listener("The dashboard's address", options.Http, HttpProtocols.Http1, receivesTelemetry: false);
        var otlpHttp = new Listener("The OTLP/HTTP address", options.OtlpHttp, HttpProtocols.Http1, receivesTelemetry: true);
        var otlpGrpc = new Listener("The OTLP/gRPC address", options.OtlpGrpc, HttpProtocols.Http2, receivesTelemetry: true);
        DataFolder.Prepare(options.DataDirectory);

        var application = Build(options, [http, otlpHttp, otlpGrpc]);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            if (exception is IOException or CollectorStartException or OptionsValidationException)
            {
                throw new DashboardStartException(exception.Message, exception);
            }

            throw;
        }

        var ingest = application.Services.GetRequiredService<IngestAddresses>();
        ingest.Http = otlpHttp.Bound;
        ingest.Grpc = otlpGrpc.Bound;
        return new DashboardServer(application, http, otlpHttp, otlpGrpc);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(DashboardServerOptions options, IReadOnlyList<Listener> listeners)
    {
        // An empty builder reads no settings of the program that hosts the server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DashboardServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var listener in listeners)
            {
                listener.Listen(kestrel);
            }
        });
        WebApplication? application = null;
        builder.Logging.LogToConsole(() => application?.Lifetime.ApplicationStarted.IsCancellationRequested == true);
        var services = builder.Services;
        services.AddRouting();
        services.AddSingleton(options.Time);
        services.AddSingleton<IHostLifetime, OwnerLifetime>();
        services.AddAiCollector(collector => collector.DataDirectory = options.DataDirectory);
        services.AddAiDashboard();
        services.DenyByDefault();
        services.KeepKeysIn(options.DataDirectory);
        services.AddSingleton(options);
        services.AddSingleton<AccessSetup>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessSetup>());

        application = builder.Build();
        application.UseTelemetryListeners();
        application.UseLocalProxy();
        application.UseErrorAnswers();
        application.UseRouting();
        application.UseAuthentication();
        application.UseAuthorization();
        application.MapHealth();
        application.MapAiDashboard("/");
        return application;
    }
}
