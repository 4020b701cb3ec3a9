namespace AiInstrument;

using global::Microsoft.Extensions.DependencyInjection;

/// <summary>Measures model calls of HTTP clients.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static class AiInstrumentHttpClientBuilderExtensions
{
    /// <summary>
    /// Measures the client's calls of OpenAI- and Anthropic-shaped endpoints. Belongs last, inside of what retries: each attempt counts.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IHttpClientBuilder AddAiInstrument(this IHttpClientBuilder builder) =>
        builder.AddHttpMessageHandler(() => new AiInstrumentHttpHandler());
}
