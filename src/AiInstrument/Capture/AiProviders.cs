using System.ComponentModel;

namespace AiInstrument.Capture;

/// <summary>Knows providers by their hosts. An SDK may be pointed at another vendor, or at a cloud's own endpoint: the host says who answers and who bills.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AiProviders
{
    /// <summary>The provider that answers at a host.</summary>
    /// <param name="host">A host name.</param>
    /// <returns>The provider as <c>gen_ai.provider.name</c> spells it; null for an unknown host.</returns>
    public static string? OfHost(string host) => host switch
    {
        "api.openai.com" => "openai",
        "api.anthropic.com" => "anthropic",
        "api.mistral.ai" => "mistral_ai",
        "api.groq.com" => "groq",
        "api.deepseek.com" => "deepseek",
        "api.x.ai" => "x_ai",
        "api.perplexity.ai" => "perplexity",
        "openrouter.ai" => "openrouter",
        "generativelanguage.googleapis.com" => "gcp.gemini",
        "models.github.ai" or "models.inference.ai.azure.com" => "azure.ai.inference",
        _ when host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) => "azure.ai.openai",
        _ when host.EndsWith(".cognitiveservices.azure.com", StringComparison.OrdinalIgnoreCase) => "azure.ai.openai",
        _ when host.EndsWith(".azure-api.net", StringComparison.OrdinalIgnoreCase) => "azure.ai.openai",
        _ when host.EndsWith(".services.ai.azure.com", StringComparison.OrdinalIgnoreCase) => "azure.ai.inference",
        _ when host.EndsWith("aiplatform.googleapis.com", StringComparison.OrdinalIgnoreCase) => "gcp.vertex_ai",
        _ when host.StartsWith("bedrock-", StringComparison.OrdinalIgnoreCase) && host.Contains(".amazonaws.com", StringComparison.OrdinalIgnoreCase) => "aws.bedrock",
        _ => null,
    };
}
