using System.Collections.Immutable;

namespace AiInstrument.Catalog.Sdks;

/// <summary>HTTP sent to a model provider without an SDK: always an escape, because the body's shape is unknown at compile time.</summary>
internal static class RawHttp
{
    public const string SdkName = "http";

    /// <summary>Methods of <c>HttpClient</c> and its JSON extensions that send a request to their first string or Uri argument.</summary>
    public static ImmutableHashSet<string> SendMethods { get; } =
    [
        "PostAsync", "PutAsync", "PatchAsync", "SendAsync", "Send", "GetAsync", "GetStreamAsync", "GetStringAsync", "GetByteArrayAsync",
        "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync", "GetFromJsonAsync",
    ];

    // Regional hosts carry the region in the first label.
    private const string BedrockHost = "bedrock-runtime";
    private const string VertexHost = "-aiplatform.googleapis.com";

    /// <summary>Hosts of providers, with a provider name each. A leading dot matches any subdomain.</summary>
    private static readonly (string Host, string Provider)[] Hosts =
    [
        ("api.openai.com", "openai"),
        ("us.api.openai.com", "openai"),
        ("eu.api.openai.com", "openai"),
        (".openai.azure.com", "azure.ai.openai"),
        (".cognitiveservices.azure.com", "azure.ai.openai"),
        (".services.ai.azure.com", "azure.ai.inference"),
        ("models.inference.ai.azure.com", "azure.ai.inference"),
        ("models.github.ai", "azure.ai.inference"),
        ("api.anthropic.com", "anthropic"),
        ("generativelanguage.googleapis.com", "gcp.gemini"),
        ("aiplatform.googleapis.com", "gcp.vertex_ai"),
        ("api.mistral.ai", "mistral_ai"),
        ("api.cohere.ai", "cohere"),
        ("api.cohere.com", "cohere"),
        ("api.groq.com", "groq"),
        ("api.deepseek.com", "deepseek"),
        ("api.x.ai", "x_ai"),
        ("api.perplexity.ai", "perplexity"),
        ("api.moonshot.ai", "moonshot_ai"),
        ("api.moonshot.cn", "moonshot_ai"),
        ("openrouter.ai", "openrouter"),
        ("api.openrouter.ai", "openrouter"),
        ("api.together.xyz", "together"),
        ("api.fireworks.ai", "fireworks"),
        ("api.cerebras.ai", "cerebras"),
        ("api.voyageai.com", "voyageai"),
        ("router.huggingface.co", "huggingface"),
        ("api.minimax.io", "minimax"),
        ("api.minimaxi.com", "minimax"),
        ("api.novita.ai", "novita"),
        ("open.bigmodel.cn", "zhipu"),
        ("api.avian.io", "avian"),
        ("api.doubleword.ai", "doubleword"),
        ("oai.endpoints.kepler.ai.cloud.ovh.net", "ovhcloud"),
    ];

    /// <summary>Texts of which each URL of a known host has one: who looks for such URLs reads no file without.</summary>
    public static IEnumerable<string> HostTexts { get; } = [.. Hosts.Select(h => h.Host), BedrockHost, VertexHost];

    /// <summary>The provider that an absolute URL calls, or null when the host is none that is known.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="more">Hosts that the user configures; they come first.</param>
    public static string? ProviderOf(string? url, ImmutableArray<(string Host, string Provider)> more)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "wss"))
        {
            return null;
        }

        var host = uri.Host;
        foreach (var (known, provider) in more.Concat(Hosts))
        {
            if (known[0] == '.' ? host.EndsWith(known, StringComparison.OrdinalIgnoreCase) : host.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        if (host.StartsWith(BedrockHost, StringComparison.OrdinalIgnoreCase) && host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase))
        {
            return "aws.bedrock";
        }

        return host.EndsWith(VertexHost, StringComparison.OrdinalIgnoreCase) ? "gcp.vertex_ai" : null;
    }
}
