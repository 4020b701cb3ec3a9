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
            Response(call, BetaMessage.FromRawUnchecked(Members(body)));
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }

        call.Complete();
        return result;
    }

    /// <summary>The caller reads the events of a raw stream itself: what it used is not known here.</summary>
    internal static void Response(AiCall call, StreamingHttpResponse<BetaRawMessageStreamEvent>? response) => call.SetStreaming();
}
