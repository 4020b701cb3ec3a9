using System.Collections.Frozen;

namespace AiInstrument.Collector.Normalization;

/// <summary>Brings the spellings of providers to those of <c>gen_ai.provider.name</c> in OpenTelemetry's conventions.</summary>
internal static class ProviderName
{
    private static readonly FrozenDictionary<string, string> Spellings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["azure"] = "azure.ai.openai",
        ["azure-openai"] = "azure.ai.openai",
        ["azure_openai"] = "azure.ai.openai",
        ["az.ai.openai"] = "azure.ai.openai",
        ["azure.openai"] = "azure.ai.openai",
        ["az.ai.inference"] = "azure.ai.inference",
        ["azure_ai"] = "azure.ai.inference",
        ["azure-ai-inference"] = "azure.ai.inference",
        ["aws"] = "aws.bedrock",
        ["bedrock"] = "aws.bedrock",
        ["aws_bedrock"] = "aws.bedrock",
        ["amazon-bedrock"] = "aws.bedrock",
        ["google"] = "gcp.gemini",
        ["gemini"] = "gcp.gemini",
        ["google_genai"] = "gcp.gemini",
        ["google-genai"] = "gcp.gemini",
        ["google_ai_studio"] = "gcp.gemini",
        ["vertex"] = "gcp.vertex_ai",
        ["vertexai"] = "gcp.vertex_ai",
        ["vertex_ai"] = "gcp.vertex_ai",
        ["google.vertex"] = "gcp.vertex_ai",
        ["google-vertex"] = "gcp.vertex_ai",
        ["googlevertex"] = "gcp.vertex_ai",
        ["mistral"] = "mistral_ai",
        ["mistralai"] = "mistral_ai",
        ["xai"] = "x_ai",
        ["grok"] = "x_ai",
        ["moonshot"] = "moonshot_ai",
        ["moonshotai"] = "moonshot_ai",
        ["watsonx"] = "ibm.watsonx.ai",
        ["ibm_watsonx"] = "ibm.watsonx.ai",
        ["perplexity-ai"] = "perplexity",
        ["openai"] = "openai",
        ["anthropic"] = "anthropic",
        ["cohere"] = "cohere",
        ["deepseek"] = "deepseek",
        ["groq"] = "groq",
        ["perplexity"] = "perplexity",
        ["azure.ai.openai"] = "azure.ai.openai",
        ["azure.ai.inference"] = "azure.ai.inference",
        ["aws.bedrock"] = "aws.bedrock",
        ["gcp.gemini"] = "gcp.gemini",
        ["gcp.gen_ai"] = "gcp.gen_ai",
        ["gcp.vertex_ai"] = "gcp.vertex_ai",
        ["ibm.watsonx.ai"] = "ibm.watsonx.ai",
        ["mistral_ai"] = "mistral_ai",
        ["moonshot_ai"] = "moonshot_ai",
        ["x_ai"] = "x_ai",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The provider; one that is not known stays as it was sent, in lower case.</summary>
    public static string Of(string sent)
    {
        var lower = sent.Trim().ToLowerInvariant();

        // Vercel adds the kind of endpoint: openai.chat, google.vertex.chat, amazon-bedrock.
        for (var name = lower; ;)
        {
            if (Spellings.TryGetValue(name, out var known))
            {
                return known;
            }

            var dot = name.LastIndexOf('.');
            if (dot <= 0)
            {
                return lower;
            }

            name = name[..dot];
        }
    }
}
