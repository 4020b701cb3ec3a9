using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Storage;

/// <summary>The key ring in the data folder, which encrypts what the database must not hold in clear.</summary>
internal static class DataProtectionSetup
{
    /// <summary>Adds data protection with the keys in <c>keys</c> below the data folder, for its owner alone. Calling it again changes nothing.</summary>
    public static IServiceCollection AddDataProtectionIn(this IServiceCollection services, string dataFolder)
    {
        if (services.Any(service => service.ServiceType == typeof(Marker)))
        {
            return services;
        }

        var keys = Path.Combine(dataFolder, "keys");
        PrivateFolder.Create(keys);
        services.AddSingleton<Marker>();
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(keys)).SetApplicationName("AiInstrument");
        return services;
    }

    private sealed class Marker;
}
