using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Receiving;

internal static class ReceivingServices
{
    /// <summary>What the OTLP receivers need.</summary>
    public static IServiceCollection AddReceiving(this IServiceCollection services) => services;
}
