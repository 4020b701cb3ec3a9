namespace AiInstrument.Collector.Normalization;

/// <summary>Names the provider of a span that names only the host it called.</summary>
internal static class ProviderHost
{
    // Whole hosts, or domains where they begin with a dot.
    private static readonly (string Host, string Provider)[] Known =
    [
        ("api.openai.com", "openai"),
        (".openai.azure.com", "azure.ai.openai"),
        ("api.anthropic.com", "anthropic"),
        ("generativelanguage.googleapis.com", "gcp.gemini"),
        (".aiplatform.googleapis.com", "gcp.vertex_ai"),
        ("api.mistral.ai", "mistral_ai"),
        ("api.groq.com", "groq"),
        ("api.deepseek.com", "deepseek"),
        ("api.x.ai", "x_ai"),
        ("api.perplexity.ai", "perplexity"),
        ("api.cohere.com", "cohere"),
        ("api.moonshot.ai", "moonshot_ai"),
        (".amazonaws.com", "aws.bedrock"),
    ];

    /// <summary>The provider of <c>server.address</c>, the host itself when it is not known, or null when there is none.</summary>
    public static string? Of(string? address)
    {
        if (address is null)
        {
            return null;
        }

        // Some emitters send the whole URL.
        var host = (Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host : address).ToLowerInvariant();
        foreach (var (known, provider) in Known)
        {
            if (host == known || (known[0] == '.' && host.EndsWith(known, StringComparison.Ordinal)))
            {
                return provider;
            }
        }

        return host;
    }
}
