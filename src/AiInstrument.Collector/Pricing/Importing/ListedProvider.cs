using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Brings the providers of price lists to the names that calls carry.</summary>
internal static class ListedProvider
{
    /// <summary>The provider; one that is not known stays as it is, in lower case.</summary>
    public static string Of(string listed) => listed.Trim().ToLowerInvariant() switch
    {
        "bedrock_converse" or "bedrock_mantle" => "aws.bedrock",
        "azure_text" => "azure.ai.openai",
        "cohere_chat" => "cohere",
        "text-completion-openai" => "openai",
        "google-vertex-anthropic" => "gcp.vertex_ai",
        "azure-cognitive-services" => "azure.ai.inference",
        var name when name.StartsWith("vertex_ai", StringComparison.Ordinal) => "gcp.vertex_ai",
        var name => ProviderName.Of(name),
    };
}
