namespace AiInstrument.Generated;

using global::System;
using global::System.Net.ServerSentEvents;
using global::AiInstrument.Capture;

/// <summary>OpenAI: streams that the SDK hands out as raw events. The last one that tells a usage counts.</summary>
internal static partial class Adapter
{
    internal static void Update(AiCall call, SseItem<BinaryData> item)
    {
        var json = item.Data.ToMemory().Span;
        if (json.Length > 0 && json[0] == (byte)'{')
        {
            OpenAiJson.Read(call, json);
        }
    }
}
