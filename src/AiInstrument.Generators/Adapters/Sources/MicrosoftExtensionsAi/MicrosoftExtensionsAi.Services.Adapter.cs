namespace AiInstrument;

using global::System;
using global::System.Linq;
using global::AiInstrument.Registry;
using global::Microsoft.Extensions.AI;
using global::Microsoft.Extensions.DependencyInjection;

/// <summary>Gives each feature a client of its own.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static class AiInstrumentFeatureClientExtensions
{
    /// <summary>
    /// Makes <c>[FromKeyedServices("feature.id")] IChatClient</c> the registered client with that feature, for every declared
    /// feature; and <c>IEmbeddingGenerator&lt;string, Embedding&lt;float&gt;&gt;</c> where one is registered. A client that is
    /// registered under the key itself stays. Belongs after the clients' registration.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">No client is registered yet.</exception>
    public static IServiceCollection AddAiFeatureClients(this IServiceCollection services)
    {
        var chat = Add<IChatClient>(services, (client, feature) => client.WithAiFeature(feature));
        var embeddings = Add<IEmbeddingGenerator<string, Embedding<float>>>(services, (generator, feature) => generator.WithAiFeature(feature));
        return chat || embeddings ? services : throw new InvalidOperationException("No IChatClient is registered: call AddAiFeatureClients after it was.");
    }

    private static bool Add<T>(IServiceCollection services, Func<T, AiFeatureInfo, T> with)
        where T : class
    {
        if (!(services.LastOrDefault(s => s.ServiceType == typeof(T) && !s.IsKeyedService) is { } known))
        {
            return false;
        }

        services.Add(new ServiceDescriptor(
            typeof(T), KeyedService.AnyKey, (provider, key) => with(provider.GetRequiredService<T>(), Feature(key)), known.Lifetime));
        return true;
    }

    private static AiFeatureInfo Feature(object? key) =>
        key as AiFeatureInfo
        ?? AiManifests.All.SelectMany(m => m.Features).FirstOrDefault(f => f.Id.Equals(key))
        ?? throw new InvalidOperationException($"'{key}' is no declared feature, and no client is registered under it.");
}
