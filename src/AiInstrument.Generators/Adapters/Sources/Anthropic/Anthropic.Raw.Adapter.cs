namespace AiInstrument.Generated;

using global::System;
using global::System.Collections.Generic;
using global::System.Text.Json;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Anthropic.Core;
#if ANTHROPIC_BETA
using global::Anthropic.Models.Beta.Messages;
using Message = global::Anthropic.Models.Beta.Messages.BetaMessage;
#if ANTHROPIC_TOOL_CALL_STARTS
using StreamBlock = global::Anthropic.Models.Beta.Messages.BetaRawContentBlockStartEvent;
#endif
#if ANTHROPIC_RAW_CONTENT
using StreamPiece = global::Anthropic.Models.Beta.Messages.BetaRawContentBlockDeltaEvent;
#endif
using StreamDelta = global::Anthropic.Models.Beta.Messages.BetaRawMessageDeltaEvent;
using StreamEvent = global::Anthropic.Models.Beta.Messages.BetaRawMessageStreamEvent;
using StreamStart = global::Anthropic.Models.Beta.Messages.BetaRawMessageStartEvent;
#else
using global::Anthropic.Models.Messages;
using Message = global::Anthropic.Models.Messages.Message;
#if ANTHROPIC_TOOL_CALL_STARTS
using StreamBlock = global::Anthropic.Models.Messages.RawContentBlockStartEvent;
#endif
#if ANTHROPIC_RAW_CONTENT
using StreamPiece = global::Anthropic.Models.Messages.RawContentBlockDeltaEvent;
#endif
using StreamDelta = global::Anthropic.Models.Messages.RawMessageDeltaEvent;
using StreamEvent = global::Anthropic.Models.Messages.RawMessageStreamEvent;
using StreamStart = global::Anthropic.Models.Messages.RawMessageStartEvent;
#endif

/// <summary>Anthropic: messages with their HTTP response, and those of the beta API.</summary>
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
    internal static async Task<StreamingHttpResponse<StreamEvent>> Observe(
        AiCall call, Task<StreamingHttpResponse<StreamEvent>> response, Action<AiCall, StreamingHttpResponse<StreamEvent>> read)
    {
        call.SetStreaming();
        StreamingHttpResponse<StreamEvent> result;
        try
        {
            result = await response.ConfigureAwait(false);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }

        result.RawMessage.Content = new ObservedContent(result.RawMessage.Content, call, (c, e) => Update(c, e.GetProperty("type").GetString() switch
        {
            "message_start" => new StreamEvent(StreamStart.FromRawUnchecked(Members(e)), e),
#if ANTHROPIC_TOOL_CALL_STARTS
            "content_block_start" => new StreamEvent(StreamBlock.FromRawUnchecked(Members(e)), e),
#endif
#if ANTHROPIC_RAW_CONTENT
            "content_block_delta" when c.Content != null => new StreamEvent(StreamPiece.FromRawUnchecked(Members(e)), e),
#endif
            "message_delta" => new StreamEvent(StreamDelta.FromRawUnchecked(Members(e)), e),
            _ => null,
        }));
        return result;
    }
#if !ANTHROPIC_BETA

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
#endif
}
