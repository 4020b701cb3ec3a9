using System.Collections.Immutable;
using AiInstrument.Catalog.Sdks;

namespace AiInstrument.Catalog;

/// <summary>Every SDK that the catalog knows.</summary>
internal static class LlmSdks
{
    public static ImmutableArray<LlmSdk> All { get; } =
    [
        MicrosoftExtensionsAi.Sdk, OpenAi.Sdk, Anthropic.Sdk,
        AzureOpenAi.Sdk, AzureInference.Sdk, AzurePersistentAgents.Sdk,
        AnthropicSdk.Sdk, TryAgiAnthropic.Sdk,
        GoogleGenAi.Sdk, MsccGenerativeAi.Sdk, VertexAi.Sdk,
        Bedrock.Sdk, Cohere.Sdk, MistralSdk.Sdk, OllamaSharp.Sdk,
        OpenAiDotNet.Sdk, OpenAiApi.Sdk, TryAgiOpenAi.Sdk, Betalgo.Sdk, LlmTornado.Sdk,
        SemanticKernel.Sdk, AgentFramework.Sdk, AutoGen.Sdk, LangChain.Sdk,
        LlamaSharp.Sdk, OnnxGenAi.Sdk, FoundryLocal.Sdk,
    ];

    /// <summary>Names of all methods that may call a model: the cheap first question of every syntax walk.</summary>
    public static ImmutableHashSet<string> MethodNames { get; } = CreateMethodNames();

    private static ImmutableHashSet<string> CreateMethodNames()
    {
        var names = ImmutableHashSet.CreateBuilder<string>();
        foreach (var sdk in All)
        {
            foreach (var method in sdk.Methods)
            {
                names.Add(method.Name);
            }
        }

        return names.ToImmutable();
    }
}
