using AiInstrument.Budgets.Leasing;
using AiInstrument.Capture;
using AiInstrument.Delivery;
using AiInstrument.Delivery.Sending;
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
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(5);

    private readonly AiInstrumentOptions _options;
    private readonly IConfiguration _configuration;
    private readonly string? _applicationName;
    private readonly ILogger _logger;
    private readonly RegistryPublisher _registry = new();
    private readonly CaptureHooks _hooks;
    private readonly LeasedBudgetGate? _budgets;
    private readonly ILogger _budgetLogger;
    private BudgetSync? _budgetSync;
    private TracerProvider? _provider;

    internal AiTelemetry(IOptions<AiInstrumentOptions> options, CaptureHooks hooks, IConfiguration? configuration, IHostEnvironment? host, ILoggerFactory? loggers)
    {
        _options = options.Value;
        _hooks = hooks;
        _configuration = ConfigurationOf(configuration);
        _applicationName = host?.ApplicationName;
        _logger = loggers?.CreateLogger("AiInstrument.Delivery") ?? NullLogger.Instance;
        _budgetLogger = loggers?.CreateLogger("AiInstrument.Budgets") ?? NullLogger.Instance;
        _budgets = hooks.Gate as LeasedBudgetGate;
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
        _budgetSync?.Dispose();
        _provider?.Dispose();
    }

    internal void Start()
    {
        _hooks.Install();
        if (_options.Export)
        {
            _provider ??= Build();
        }

        if (_budgets is not null)
        {
            _budgets.Service = ServiceName();
            _budgetSync ??= new BudgetSync(_budgets, new BudgetClient(OtlpSettings.ReadForBudgets(_options, _configuration)), _options.Budgets, _budgetLogger, TimeProvider.System, Random.Shared.NextDouble);
        }
    }

    /// <summary>Where unknown budgets stop calls, the first ones must not be stopped because they are the first.</summary>
    internal async Task WaitForBudgetsAsync(CancellationToken cancellationToken)
    {
        if (_budgetSync is not null && _options.Budgets.WhenUnknown == AiBudgetFallback.FailClosed)
        {
            await Task.WhenAny(_budgetSync.Answered, Task.Delay(s_longestStart, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>A host without a configuration has the environment's.</summary>
    internal static IConfiguration ConfigurationOf(IConfiguration? configuration) => configuration ?? new ConfigurationBuilder().AddEnvironmentVariables().Build();

    internal void PublishRegistry() => _registry.Start();

    internal async Task StopAsync()
    {
        var budgets = _budgetSync?.StopAsync(_options.FlushTimeout) ?? Task.CompletedTask;
        _provider?.Shutdown((int)_options.FlushTimeout.TotalMilliseconds);
        await budgets.ConfigureAwait(false);
    }

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

    private string ServiceName()
    {
        var resource = _provider?.GetResource();
        if (resource is null)
        {
            var builder = ResourceBuilder.CreateEmpty();
            ConfigureResource(builder);
            resource = builder.Build();
        }

        return resource.Attributes.FirstOrDefault(static attribute => attribute.Key == "service.name").Value as string ?? "";
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
