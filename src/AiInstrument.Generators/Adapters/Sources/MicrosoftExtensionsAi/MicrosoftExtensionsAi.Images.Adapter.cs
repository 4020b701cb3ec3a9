namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Microsoft.Extensions.AI;

/// <summary>Microsoft.Extensions.AI: images.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, IImageGenerator? generator)
    {
        if (generator?.GetService(typeof(ImageGeneratorMetadata)) is ImageGeneratorMetadata metadata)
        {
            Client(call, metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId);
        }
    }

    internal static void Request(AiCall call, ImageGenerationOptions? options) => call.SetRequestModel(options?.ModelId);

    internal static void Response(AiCall call, ImageGenerationResponse? response) => Usage(call, response?.Usage);
}
