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
            Response(call, Message.FromRawUnchecked(Members(body.RootElement)));
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }

        call.Complete();
        return result;
    }

    /// <summary>The caller reads the events of a raw stream itself: its body is observed, and the call ends with it.</summary>
    internal static async Task<StreamingHttpResponse<RawMessageStreamEvent>> Observe(
        AiCall call, Task<StreamingHttpResponse<RawMessageStreamEvent>> response, Action<AiCall, StreamingHttpResponse<RawMessageStreamEvent>> read)
    {
        call.SetStreaming();
        StreamingHttpResponse<RawMessageStreamEvent> result;
        try
        {
            result = await response.ConfigureAwait(false);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }

        result.RawMessage.Content = new ObservedContent(result.RawMessage.Content, call, static (c, e) => Update(c, RawMessageStreamEventOf(e)));
        return result;
    }

    private static RawMessageStreamEvent? RawMessageStreamEventOf(JsonElement json) => json.GetProperty("type").GetString() switch
    {
        "message_start" => new RawMessageStreamEvent(RawMessageStartEvent.FromRawUnchecked(Members(json)), json),
        "message_delta" => new RawMessageStreamEvent(RawMessageDeltaEvent.FromRawUnchecked(Members(json)), json),
        _ => null,
    };

    private static async Task<byte[]> Body(HttpResponse response)
    {
        await response.RawMessage.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        return await response.RawMessage.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }

    private static Dictionary<string, JsonElement> Members(JsonElement json)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
