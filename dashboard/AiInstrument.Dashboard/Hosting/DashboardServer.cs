using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using AiInstrument.Collector;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Access.Providers;
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
    // A sender that stalls in the middle of a request must not hold the server; what it did not send was not acknowledged.
    private static readonly TimeSpan MostWaitForSenders = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;

    private readonly ServerCertificate? _certificate;

    private readonly string _dataDirectory;

    private DashboardServer(WebApplication application, ServerCertificate? certificate, string dataDirectory, Listener http, Listener otlpHttp, Listener otlpGrpc)
    {
        _application = application;
        _dataDirectory = dataDirectory;
        _certificate = certificate;
        Http = http.Bound;
        OtlpHttp = otlpHttp.Bound;
        OtlpGrpc = otlpGrpc.Bound;
    }

    /// <summary>Where the dashboard and the JSON API listen, with the real port.</summary>
    public Uri Http { get; }

    /// <summary>Where OTLP/HTTP is received, with the real port.</summary>
    public Uri OtlpHttp { get; }

    /// <summary>Where OTLP/gRPC is received, with the real port.</summary>
    public Uri OtlpGrpc { get; }

    /// <summary>The admin token when this start made it: show it once, it cannot be read again. Null when an admin was there before.</summary>
    public string? FirstAdminToken { get; private init; }

    /// <summary>Whether any API key exists. Without one, telemetry is taken from this machine alone, or from nobody.</summary>
    public bool HasApiKeys { get; private init; }

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Starts the server. Returns when all three addresses listen.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DashboardStartException">A setting is wrong, an address is taken, or the data folder cannot be used.</exception>
    public static async Task<DashboardServer> StartAsync(DashboardServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var certificate = ServerCertificate.Read(options);
        var http = new Listener("The dashboard's address", options.Http, HttpProtocols.Http1, receivesTelemetry: false, certificate);
        var otlpHttp = new Listener("The OTLP/HTTP address", options.OtlpHttp, HttpProtocols.Http1, receivesTelemetry: true, certificate);
        var otlpGrpc = new Listener("The OTLP/gRPC address", options.OtlpGrpc, HttpProtocols.Http2, receivesTelemetry: true, certificate);
        var proxy = ReadProxy(options);
        if (options.SignInProviders.Select(provider => provider.Problem()).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            throw new DashboardStartException(problem);
        }

        DataFolder.Prepare(options.DataDirectory);

        var started = false;
        var application = Build(options, proxy, [http, otlpHttp, otlpGrpc], () => started);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            started = true;
            var ingest = application.Services.GetRequiredService<IngestAddresses>();
            ingest.Http = otlpHttp.Bound;
            ingest.Grpc = otlpGrpc.Bound;

            // Only now that nothing can fail any more: a token that was made for a start that failed would be seen by nobody.
            var access = application.Services.GetRequiredService<IAccessStore>();
            var server = new DashboardServer(application, certificate, options.DataDirectory, http, otlpHttp, otlpGrpc)
            {
                FirstAdminToken = await access.EnsureAdminAsync(options.AdminToken, cancellationToken).ConfigureAwait(false),
                HasApiKeys = await access.HasApiKeysAsync(cancellationToken).ConfigureAwait(false),
            };
            new ServerNote(server.Http, server.OtlpHttp, server.OtlpGrpc, Environment.ProcessId, typeof(DashboardServer).Assembly.GetName().Version?.ToString(fieldCount: 3)).Write(options.DataDirectory);
            return server;
        }
        catch (Exception exception)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            certificate?.Dispose();
            if (ToSentence(exception, options) is { } sentence)
            {
                throw new DashboardStartException(sentence, exception);
            }

            throw;
        }
    }

    /// <summary>
    /// Makes a link that signs its reader in as the admin: once, and within five minutes. For the program that runs the server to hand to whoever started it; do not log it.
    /// </summary>
    public Uri CreateSignInLink() =>
        new UriBuilder(Http)
        {
            Host = IPAddress.TryParse(Http.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? "localhost" : Http.Host,
            Path = "/signin/link",
            Query = "code=" + _application.Services.GetRequiredService<SignInLinks>().Issue(),
        }.Uri;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        ServerNote.Remove(_dataDirectory);
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _certificate?.Dispose();
    }

    private static TrustedProxy ReadProxy(DashboardServerOptions options)
    {
        if (options.ProxyUserHeader is not { Length: > 0 } header)
        {
            return TrustedProxy.None;
        }

        var networks = options.TrustedProxies.Select(text =>
            IPNetwork.TryParse(text, out var network) ? network
            : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new DashboardStartException($"A trusted proxy is an IP address or a network like 10.1.0.0/16, but one is '{text}'.")).ToList();
        return networks.Count > 0
            ? new TrustedProxy(header, networks)
            : throw new DashboardStartException($"The header {header} is believed from trusted proxies alone: name at least one.");
    }

    /// <summary>What the person who starts the server can do something about; null for a defect of the server.</summary>
    private static string? ToSentence(Exception exception, DashboardServerOptions options) => exception switch
    {
        CollectorStartException or IOException or OptionsValidationException => exception.Message,
        SocketException => $"The server cannot listen on {options.Http}, {options.OtlpHttp} and {options.OtlpGrpc}: {exception.Message}.",
        _ when exception.GetBaseException() is DbException database => $"The database in '{options.DataDirectory}' cannot be used: {database.Message}",
        _ => null,
    };

    private static WebApplication Build(DashboardServerOptions options, TrustedProxy proxy, IReadOnlyList<Listener> listeners, Func<bool> started)
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
        builder.Logging.LogToConsole(started);
        var services = builder.Services;
        services.AddRouting();
        services.AddSingleton(options.Time);
        services.AddSingleton<IHostLifetime, OwnerLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = MostWaitForSenders);
        services.AddAiCollector(collector =>
        {
            collector.DataDirectory = options.DataDirectory;
            collector.AllowAnonymousLoopback = options.AllowAnonymousLoopback;
            collector.RetentionDays = options.RetentionDays;
            collector.MaxDatabaseBytes = options.MaxDatabaseBytes;
            collector.StoreContent = options.StoreContent;
            collector.RedactContent = options.RedactContent;
            collector.ContentRetentionDays = options.ContentRetentionDays;
            collector.MaxContentBytes = options.MaxContentBytes;
            collector.MetricsAccess = options.MetricsAccess;
            collector.PublicUrl = options.PublicUrl;
            collector.NotificationNetworks = options.NotificationNetworks;
        });
        services.AddSingleton(proxy);
        services.AddAiDashboard();
        foreach (var provider in options.SignInProviders)
        {
            services.AddAiSignInProvider(provider);
        }

        services.DenyByDefault();
        services.CompressPages();
        services.KeepKeysIn(options.DataDirectory);
        services.AddSingleton(options);
        services.AddHostedService<ConfiguredKey>();

        var application = builder.Build();
        application.UseTelemetryListeners();
        application.UseLocalProxy();
        application.UseSecurityHeaders();
        application.UseResponseCompression();
        application.UseErrorAnswers();
        application.UseRouting();
        application.UseAuthentication();
        application.UseAuthorization();
        application.MapHealth();
        application.MapAiDashboard("/");
        return application;
    }
}
