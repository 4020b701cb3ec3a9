namespace AiInstrument.Generated;

using global::System;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Amazon.BedrockRuntime.Model;

/// <summary>
/// Amazon Bedrock: ConverseStream. The SDK raises each event whether its consumer enumerates the stream or listens to it,
/// so the stream stays as it is. The last event tells the usage; a stream that is left ends with its response.
/// </summary>
internal static partial class Adapter
{
    internal static ConverseStreamResponse ObserveValue(AiCall call, ConverseStreamResponse response, Action<AiCall, ConverseStreamResponse> read) => Observed(call, response);

    internal static async Task<ConverseStreamResponse> Observe(AiCall call, Task<ConverseStreamResponse> response, Action<AiCall, ConverseStreamResponse> read)
    {
        call.SetStreaming();
        try
        {
            return Observed(call, await response.ConfigureAwait(false));
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
    }

    private static ConverseStreamResponse Observed(AiCall call, ConverseStreamResponse response)
    {
        call.SetStreaming();
        call.SetResponseId(response.ResponseMetadata?.RequestId);
        return new ObservedConverseStream(call, response);
    }

    private static void Event(AiCall call, object? streamed)
    {
        call.FirstToken();
        try
        {
            switch (streamed)
            {
                case ContentBlockStartEvent { Start: { ToolUse: { } } }:
                    call.AddToolCalls(1);
                    break;
                case MessageStopEvent stop:
                    call.AddFinishReason(stop.StopReason?.ToString());
                    break;
                case ConverseStreamMetadataEvent metadata:
                    Usage(call, metadata.Usage);
                    call.Complete();
                    break;
            }
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }
    }

    private sealed class ObservedConverseStream : ConverseStreamResponse
    {
        private readonly AiCall _call;
        private DateTime _last = DateTime.UtcNow;

        public ObservedConverseStream(AiCall call, ConverseStreamResponse response)
        {
            _call = call;
            ResponseMetadata = response.ResponseMetadata;
            ContentLength = response.ContentLength;
            HttpStatusCode = response.HttpStatusCode;
            Stream = response.Stream;

            // The stream holds the handlers, and they hold this: it is collected when nobody can read on.
            Stream.EventReceived += (_, e) =>
            {
                _last = DateTime.UtcNow;
                Event(_call, e.EventStreamEvent);
            };
            Stream.ExceptionReceived += (_, e) => _call.Fail(e.EventStreamException);
        }

        ~ObservedConverseStream() => _call.Leave(_last);

#if BEDROCK_STREAM_DISPOSE
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            _call.Leave();
        }
#endif
    }
}
