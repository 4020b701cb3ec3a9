using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Storage;

internal static class StorageServices
{
    /// <summary>What normalization, pricing, the SQLite store and the queries need.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services) => services;
}
