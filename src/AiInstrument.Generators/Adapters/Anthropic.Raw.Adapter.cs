namespace AiInstrument.Generated;

using global::System;
using global::System.Collections.Generic;
using global::System.Text.Json;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Anthropic.Core;
using global::Anthropic.Models.Messages;

/// <summary>Anthropic: messages with their HTTP response.</summary>
internal static partial class Adapter
{
    /// <summary>A raw response leaves its body to the caller: it is buffered, and both read it.</summary>
    internal static async Task<HttpResponse<Message>> Observe(AiCall call, Task<HttpResponse<Message>> response, Action<AiCall, HttpResponse<Message>> read)
    {
        HttpResponse<Message> result;
        try
        {
            result = await response.ConfigureAwait(false);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }

        try
        {
            using var body = JsonDocument.Parse(await Body(result).ConfigureAwait(false));
            Response(call, Message.FromRawUnchecked(Members(body)));
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }

        call.Complete();
        return result;
    }

    /// <summary>The caller reads the events of a raw stream itself: what it used is not known here.</summary>
    internal static void Response(AiCall call, StreamingHttpResponse<RawMessageStreamEvent>? response) => call.SetStreaming();

    private static async Task<byte[]> Body(HttpResponse response)
    {
        await response.RawMessage.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        return await response.RawMessage.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }

    private static Dictionary<string, JsonElement> Members(JsonDocument document)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
