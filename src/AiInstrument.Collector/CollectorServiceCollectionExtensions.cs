using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector;

/// <summary>Registers the collector.</summary>
public static class CollectorServiceCollectionExtensions
{
    /// <summary>Adds receiving, normalization, pricing, storage and queries. Map the receivers with <c>MapOtlp()</c>.</summary>
    public static IServiceCollection AddAiCollector(this IServiceCollection services, Action<CollectorOptions>? configure = null)
    {
        services.AddOptions<CollectorOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddReceiving();
        services.AddStorage();
        return services;
    }
}
