namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Google.GenAI.Types;

/// <summary>Google.GenAI: images, which are billed by the piece.</summary>
internal static partial class Adapter
{
    internal static void Response(AiCall call, GenerateImagesResponse? response) => call.SetImages(response?.GeneratedImages?.Count ?? 0, size: null);

    internal static void Response(AiCall call, EditImageResponse? response) => call.SetImages(response?.GeneratedImages?.Count ?? 0, size: null);

    internal static void Response(AiCall call, UpscaleImageResponse? response) => call.SetImages(response?.GeneratedImages?.Count ?? 0, size: null);
}
