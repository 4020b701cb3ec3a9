namespace AiInstrument;

using global::System;
using global::System.Linq;
using global::System.Threading.Tasks;
using global::Microsoft.AspNetCore.Builder;
using global::Microsoft.AspNetCore.Http;

/// <summary>Attributes LLM calls to the feature that an endpoint serves.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static class AiInstrumentEndpointExtensions
{
    /// <summary>
    /// Says which feature the LLM calls of an endpoint, or of all endpoints of a group, serve. The nearest to the endpoint wins;
    /// an <see cref="AiFeatureAttribute"/> around a call, or a scope inside the handler, is nearer still.
    /// </summary>
    /// <typeparam name="TBuilder">The endpoint's or group's builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="feature">A declared feature: <c>AiFeatures.*</c>. It is in the endpoint's metadata too.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static TBuilder WithAiFeature<TBuilder>(this TBuilder builder, AiFeatureInfo feature)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(feature);
        return Add(builder, new EndpointFeature(feature, () => AiScope.Feature(feature)));
    }

    /// <inheritdoc cref="WithAiFeature{TBuilder}(TBuilder, AiFeatureInfo)"/>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="featureId">The id of a declared feature. Category and purpose come from the registry, at the collector.</param>
    public static TBuilder WithAiFeature<TBuilder>(this TBuilder builder, string featureId)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(featureId);
        return Add(builder, new EndpointFeature(new AiFeatureInfo(featureId), () => AiScope.Feature(featureId)));
    }

    private static TBuilder Add<TBuilder>(TBuilder builder, EndpointFeature feature)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            endpoint.Metadata.Add(feature);
            endpoint.Metadata.Add(feature.Info);
        });

        // Groups add their metadata before their endpoints do, and all of it is there now: the last one is the nearest.
        builder.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is { } handler && ReferenceEquals(endpoint.Metadata.OfType<EndpointFeature>().Last(), feature))
            {
                endpoint.RequestDelegate = context => InScope(feature, handler, context);
            }
        });
        return builder;
    }

    private static async Task InScope(EndpointFeature feature, RequestDelegate handler, HttpContext context)
    {
        using (feature.Open())
        {
            await handler(context).ConfigureAwait(false);
        }
    }

    private sealed class EndpointFeature
    {
        public EndpointFeature(AiFeatureInfo info, Func<AiScopeHandle> open)
        {
            Info = info;
            Open = open;
        }

        public AiFeatureInfo Info { get; }

        public Func<AiScopeHandle> Open { get; }
    }
}
