using AiInstrument.Generators.Adapters.Reading.Sdks;

namespace AiInstrument.Generators.Adapters.Reading;

/// <summary>The SDKs whose adapters are written from readers: those whose packages no test of ours can compile against.</summary>
internal static class SdkReaders
{
    public static SdkReader[] All { get; } =
    [
        OllamaSharpReader.Sdk, MistralSdkReader.Sdk, AnthropicSdkReader.Sdk, TryAgiAnthropicReader.Sdk, TryAgiOpenAiReader.Sdk,
        BetalgoReader.Sdk, OpenAiDotNetReader.Sdk, OpenAiApiReader.Sdk, CohereReader.Sdk, LangChainReader.Sdk, AutoGenReader.Sdk,
        LlmTornadoReader.Sdk, FoundryLocalReader.Sdk,
    ];
}
