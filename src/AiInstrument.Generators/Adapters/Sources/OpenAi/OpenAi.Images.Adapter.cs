namespace AiInstrument.Generated;

using global::System.ClientModel;
using global::AiInstrument.Capture;
using global::OpenAI.Images;

/// <summary>OpenAI: images. Tokens are read as raw JSON; models that are priced by the image tell none.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, ImageClient? client)
    {
#if OPENAI_CLIENT_ENDPOINT
        Server(call, client?.Endpoint);
#endif
#if OPENAI_CLIENT_MODEL
        call.SetRequestModel(client?.Model);
#endif
    }

    internal static void Request(AiCall call, ImageGenerationOptions? options) => call.SetImages(0, options?.Size?.ToString());

    internal static void Request(AiCall call, ImageEditOptions? options) => call.SetImages(0, options?.Size?.ToString());

    internal static void Request(AiCall call, ImageVariationOptions? options) => call.SetImages(0, options?.Size?.ToString());

    internal static void Response(AiCall call, ClientResult<GeneratedImage>? result)
    {
        Response(call, (ClientResult?)result);
        call.SetImages(result?.Value is null ? 0 : 1, null);
    }

    internal static void Response(AiCall call, ClientResult<GeneratedImageCollection>? result)
    {
        Response(call, (ClientResult?)result);
#if OPENAI_IMAGE_SIZE
        call.SetImages(result?.Value?.Count ?? 0, result?.Value?.Size?.ToString());
#else
        call.SetImages(result?.Value?.Count ?? 0, null);
#endif
    }
}
