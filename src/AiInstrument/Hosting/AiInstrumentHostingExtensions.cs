using AiInstrument.Budgets;
using AiInstrument.Budgets.Leasing;
using AiInstrument.Capture;
using AiInstrument.Capture.Content;
using AiInstrument.Delivery.Sending;
using AiInstrument.Redaction;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument;

/// <summary>Adds AiInstrument to an application.</summary>
public static class AiInstrumentHostingExtensions
{
    /// <summary>Exports call spans and the registry over OTLP while the host runs. A second call only adds its configuration.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="configure">Sets options; wrong ones stop the start with an <see cref="OptionsValidationException"/>.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHostApplicationBuilder AddAiInstrument(this IHostApplicationBuilder builder, Action<AiInstrumentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAiInstrument(configure);
        return builder;
    }

    /// <summary>Exports call spans and the registry over OTLP while the host runs. A second call only adds its configuration.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets options; wrong ones stop the start with an <see cref="OptionsValidationException"/>.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddAiInstrument(this IServiceCollection services, Action<AiInstrumentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<AiInstrumentOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AiInstrumentOptions>, AiInstrumentOptionsValidator>());
        services.TryAddSingleton(static provider => new AiTelemetry(
            provider.GetRequiredService<IOptions<AiInstrumentOptions>>(),
            new CaptureHooks(
                provider.GetService<IAiBudgetGate>() ?? GateOf(provider),
                ContentSettings.Of(provider.GetRequiredService<IOptions<AiInstrumentOptions>>().Value, provider.GetServices<IAiRedactor>())),
            provider.GetService<IConfiguration>(),
            provider.GetService<IHostEnvironment>(),
            provider.GetService<ILoggerFactory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AiInstrumentHostedService>());
        return services;
    }

    private static LeasedBudgetGate? GateOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<AiInstrumentOptions>>().Value;
        return OtlpSettings.HasBudgets(options, AiTelemetry.ConfigurationOf(provider.GetService<IConfiguration>())) ? new LeasedBudgetGate(options.Budgets, TimeProvider.System) : null;
    }
}
