namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Microsoft.Extensions.AI;

/// <summary>Microsoft.Extensions.AI: speech to text, and text to speech.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, ISpeechToTextClient? client)
    {
        if (client?.GetService(typeof(SpeechToTextClientMetadata)) is SpeechToTextClientMetadata metadata)
        {
            Client(call, metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId);
        }
    }

    internal static void Request(AiCall call, SpeechToTextOptions? options) => call.SetRequestModel(options?.ModelId);

    internal static void Response(AiCall call, SpeechToTextResponse? response)
    {
        if (response is { })
        {
            call.SetResponseModel(response.ModelId);
            call.SetResponseId(response.ResponseId);
            Usage(call, response.Usage);
        }
    }

    internal static void Update(AiCall call, SpeechToTextResponseUpdate? update)
    {
        if (update is { })
        {
            Part(call, update.ModelId, update.ResponseId, update.Contents);
        }
    }

    internal static void Target(AiCall call, ITextToSpeechClient? client)
    {
        if (client?.GetService(typeof(TextToSpeechClientMetadata)) is TextToSpeechClientMetadata metadata)
        {
            Client(call, metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId);
        }
    }

    internal static void Request(AiCall call, TextToSpeechOptions? options) => call.SetRequestModel(options?.ModelId);

    internal static void Response(AiCall call, TextToSpeechResponse? response)
    {
        if (response is { })
        {
            call.SetResponseModel(response.ModelId);
            call.SetResponseId(response.ResponseId);
            Usage(call, response.Usage);
        }
    }

    internal static void Update(AiCall call, TextToSpeechResponseUpdate? update)
    {
        if (update is { })
        {
            Part(call, update.ModelId, update.ResponseId, update.Contents);
        }
    }

    private static void Part(AiCall call, string? model, string? id, global::System.Collections.Generic.IList<AIContent> contents)
    {
        call.SetResponseModel(model);
        call.SetResponseId(id);
        foreach (var content in contents)
        {
            if (content is UsageContent usage)
            {
                call.SetUsage(Sum(call.CurrentUsage, UsageOf(usage.Details)));
            }
        }
    }
}
