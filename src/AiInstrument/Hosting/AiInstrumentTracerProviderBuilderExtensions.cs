using AiInstrument.Capture;
using AiInstrument.Registry;
using OpenTelemetry.Trace;

namespace AiInstrument;

/// <summary>Takes AiInstrument into an OpenTelemetry pipeline.</summary>
public static class AiInstrumentTracerProviderBuilderExtensions
{
    /// <summary>
    /// Adds call spans, the registry, and the mark that keeps an SDK's own spans of the same call from being paid again.
    /// </summary>
    /// <remarks>
    /// Call it before exporters are added: the mark is set by a processor, and processors run in the order they were added.
    /// The registry is sent at the provider's first span. A sampler that drops spans drops their cost too.
    /// </remarks>
    /// <param name="builder">The pipeline's builder.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TracerProviderBuilder AddAiInstrument(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .AddSource(AiActivitySource.Name, RegistryKeys.SourceName)
            .AddProcessor(static _ => new RegistryOnFirstSpanProcessor())
            .AddProcessor(static _ => new CoveredBySpanProcessor());
    }
}
