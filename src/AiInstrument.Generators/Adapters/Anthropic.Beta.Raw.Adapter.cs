namespace AiInstrument.Generated;

using global::System;
using global::System.Text.Json;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Anthropic.Core;
using global::Anthropic.Models.Beta.Messages;

/// <summary>Anthropic: messages of the beta API with their HTTP response.</summary>
internal static partial class Adapter
{
    /// <summary>A raw response leaves its body to the caller: it is buffered, and both read it.</summary>
    internal static async Task<HttpResponse<BetaMessage>> Observe(AiCall call, Task<HttpResponse<BetaMessage>> response, Action<AiCall, HttpResponse<BetaMessage>> read)
    {
        HttpResponse<BetaMessage> result;
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
            Response(call, BetaMessage.FromRawUnchecked(Members(body.RootElement)));
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }

        call.Complete();
        return result;
    }

    /// <summary>The caller reads the events of a raw stream itself: its body is observed, and the call ends with it.</summary>
    internal static async Task<StreamingHttpResponse<BetaRawMessageStreamEvent>> Observe(
        AiCall call, Task<StreamingHttpResponse<BetaRawMessageStreamEvent>> response, Action<AiCall, StreamingHttpResponse<BetaRawMessageStreamEvent>> read)
    {
        call.SetStreaming();
        StreamingHttpResponse<BetaRawMessageStreamEvent> result;
        try
        {
            result = await response.ConfigureAwait(false);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }

        result.RawMessage.Content = new ObservedContent(result.RawMessage.Content, call, static (c, e) => Update(c, BetaRawMessageStreamEventOf(e)));
        return result;
    }

    private static BetaRawMessageStreamEvent? BetaRawMessageStreamEventOf(JsonElement json) => json.GetProperty("type").GetString() switch
    {
        "message_start" => new BetaRawMessageStreamEvent(BetaRawMessageStartEvent.FromRawUnchecked(Members(json)), json),
        "message_delta" => new BetaRawMessageStreamEvent(BetaRawMessageDeltaEvent.FromRawUnchecked(Members(json)), json),
        _ => null,
    };
}
