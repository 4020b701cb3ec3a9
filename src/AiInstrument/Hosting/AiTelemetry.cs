using AiInstrument.Capture;
using AiInstrument.Delivery;
using AiInstrument.Registry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AiInstrument;

/// <summary>The application's export of call spans and registry. A singleton: ask for it where spans must be out before something goes on.</summary>
public sealed class AiTelemetry : IDisposable
{
    private readonly AiInstrumentOptions _options;
    private readonly IConfiguration _configuration;
    private readonly string? _applicationName;
    private readonly ILogger _logger;
    private readonly RegistryPublisher _registry = new();
    private readonly CaptureHooks _hooks;
    private TracerProvider? _provider;

    internal AiTelemetry(IOptions<AiInstrumentOptions> options, CaptureHooks hooks, IConfiguration? configuration, IHostEnvironment? host, ILoggerFactory? loggers)
    {
        _options = options.Value;
        _hooks = hooks;
        _configuration = configuration ?? new ConfigurationBuilder().AddEnvironmentVariables().Build();
        _applicationName = host?.ApplicationName;
        _logger = loggers?.CreateLogger("AiInstrument.Delivery") ?? NullLogger.Instance;
    }

    /// <summary>Sends the spans that have ended so far and waits for the collector's answer.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>True when all left in time, or when there is nothing to send because <see cref="AiInstrumentOptions.Export"/> is off.</returns>
    public bool ForceFlush(TimeSpan timeout) => _provider?.ForceFlush((int)Math.Min(timeout.TotalMilliseconds, int.MaxValue)) ?? true;

    /// <summary>Ends the export; what has not left by then waits in the outbox for the next start. The host's stop flushes before.</summary>
    public void Dispose()
    {
        _hooks.Remove();
        _registry.Dispose();
        _provider?.Dispose();
    }

    internal void Start()
    {
        _hooks.Install();
        if (_options.Export)
        {
            _provider ??= Build();
        }
    }

    internal void PublishRegistry() => _registry.Start();

    internal void Stop() => _provider?.Shutdown((int)_options.FlushTimeout.TotalMilliseconds);

    private TracerProvider Build()
    {
        var outbox = Outbox.Open(_options, _configuration, _applicationName ?? AppDomain.CurrentDomain.FriendlyName, _logger);
        var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(_configuration))
            .ConfigureResource(ConfigureResource)
            .SetSampler(new AlwaysOnSampler())
            .AddSource(AiActivitySource.Name, RegistryKeys.SourceName)
            .AddProcessor(new CoveredBySpanProcessor())
            .AddProcessor(outbox)
            .Build();
        outbox.Start();
        return provider;
    }

    private void ConfigureResource(ResourceBuilder resource)
    {
        if ((_options.ServiceName ?? _applicationName) is { Length: > 0 } service)
        {
            resource.AddService(service, serviceInstanceId: Guid.NewGuid().ToString());
        }

        // Last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
        resource.AddEnvironmentVariableDetector();
    }
}
