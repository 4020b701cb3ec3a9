using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Receiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Tests.Receiving;

/// <summary>The receivers on a real Kestrel: one port for HTTP/1.1, one for HTTP/2 without TLS.</summary>
internal sealed class TestCollector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly Parts _parts;

    private TestCollector(WebApplication app, Parts parts) => (_app, _parts) = (app, parts);

    public RecordingIngest Ingest => _parts.Ingest;

    /// <summary>Where facts of logs go.</summary>
    public MemoryTelemetryStore Store => _parts.Store;

    public MemoryAccessStore Access => _parts.Access;

    public LogRecorder Logs => _parts.Logs;

    /// <summary>Where requests seem to come from, or null for where they do.</summary>
    public IPAddress? RemoteAddress { get; set; }

    public Uri HttpAddress { get; private set; } = null!;

    public Uri GrpcAddress { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public GrpcCaller Grpc { get; private set; } = null!;

    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    /// <summary>Bytes that the requests in progress have taken.</summary>
    public long MemoryTaken => Metric("aiinstrument_collector_requests_memory_bytes");

    public IMeterFactory Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public static async Task<TestCollector> StartAsync(Action<CollectorOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Tests hold bodies back, longer on a busy machine than the server waits for a byte.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });

        var parts = new Parts();
        builder.Services.AddReceiving();
        builder.Services.AddSingleton<ISpanIngest>(parts.Ingest);
        builder.Services.AddSingleton<ILogIngest>(new LogIngest(parts.Store, TimeProvider.System));
        builder.Services.AddSingleton<IAccessStore>(parts.Access);
        builder.Services.Configure<CollectorOptions>(options =>
        {
            options.AllowAnonymousLoopback = true;
            configure?.Invoke(options);
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(parts.Logs);

        var app = builder.Build();
        var collector = new TestCollector(app, parts);
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = collector.RemoteAddress ?? context.Connection.RemoteIpAddress;
            return next(context);
        });
        app.MapOtlp();

        await app.StartAsync(TestContext.Current.CancellationToken);

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToArray();
        collector.HttpAddress = addresses[0];
        collector.GrpcAddress = addresses[1];
        collector.Http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = addresses[0] };
        collector.Grpc = new GrpcCaller(addresses[1]);
        return collector;
    }

    /// <summary>A value of <c>/metrics</c>, by its name and labels.</summary>
    public long Metric(string series)
    {
        var line = MetricsText.Write(_app.Services.GetRequiredService<MetricsRecorder>().Read()).Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(series.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Parts
    {
        public RecordingIngest Ingest { get; } = new();

        public MemoryTelemetryStore Store { get; } = new();

        public MemoryAccessStore Access { get; } = new();

        public LogRecorder Logs { get; } = new();
    }
}
