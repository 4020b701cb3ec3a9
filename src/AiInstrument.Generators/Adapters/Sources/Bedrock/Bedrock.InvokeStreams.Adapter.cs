namespace AiInstrument.Generated;

using global::System;
using global::System.Text.Json;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Amazon.BedrockRuntime.Model;

/// <summary>Amazon Bedrock: InvokeModelWithResponseStream. Whatever the family, its last part carries the service's own counts.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, InvokeModelWithResponseStreamRequest? request) => call.SetRequestModel(request?.ModelId);

    internal static InvokeModelWithResponseStreamResponse ObserveValue(
        AiCall call, InvokeModelWithResponseStreamResponse response, Action<AiCall, InvokeModelWithResponseStreamResponse> read) => Observed(call, response);

    internal static async Task<InvokeModelWithResponseStreamResponse> Observe(
        AiCall call, Task<InvokeModelWithResponseStreamResponse> response, Action<AiCall, InvokeModelWithResponseStreamResponse> read)
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

    private static InvokeModelWithResponseStreamResponse Observed(AiCall call, InvokeModelWithResponseStreamResponse response)
    {
        call.SetStreaming();
        call.SetResponseId(response.ResponseMetadata?.RequestId);
        _ = new ModelStreamReader(call, response.Body);
        return response;
    }

    private static void Part(AiCall call, object? streamed)
    {
        call.FirstToken();
        try
        {
            if (!(streamed is PayloadPart { Bytes: { } bytes }) || !(bytes.ToArray() is { } body) || body.Length == 0)
            {
                return;
            }

            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            // Anthropic's first event tells the input and how long the cache lives, its last one why the message ended.
            if (json.RootElement.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object)
            {
                call.SetResponseModel(ModelBody.Text(message, "model"));
                call.SetResponseId(ModelBody.Text(message, "id"));
                if (ModelBody.UsageOf(message) is { } begun)
                {
                    call.SetPartialUsage(begun);
                }
            }

            if (json.RootElement.TryGetProperty("delta", out var delta))
            {
                call.AddFinishReason(ModelBody.Text(delta, "stop_reason"));
            }

            if (json.RootElement.TryGetProperty("amazon-bedrock-invocationMetrics", out var metrics) && metrics.ValueKind == JsonValueKind.Object)
            {
                var usage = call.CurrentUsage;
                usage.CachedInputTokens = ModelBody.Count(metrics, "cacheReadInputTokenCount") ?? usage.CachedInputTokens;
                usage.CacheWriteTokens = ModelBody.Count(metrics, "cacheWriteInputTokenCount") ?? usage.CacheWriteTokens;
                usage.InputTokens = ModelBody.Count(metrics, "inputTokenCount") + (usage.CachedInputTokens ?? 0) + (usage.CacheWriteTokens ?? 0) ?? usage.InputTokens;
                usage.OutputTokens = ModelBody.Count(metrics, "outputTokenCount") ?? usage.OutputTokens;
                call.SetUsage(usage);
                call.Complete();
            }
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }
    }

    /// <summary>The stream holds the handlers, and they hold this: it is collected when nobody can read on.</summary>
    private sealed class ModelStreamReader
    {
        private readonly AiCall _call;
        private DateTime _last = DateTime.UtcNow;

        public ModelStreamReader(AiCall call, ResponseStream stream)
        {
            _call = call;
            stream.EventReceived += (_, e) =>
            {
                _last = DateTime.UtcNow;
                Part(_call, e.EventStreamEvent);
            };
            stream.ExceptionReceived += (_, e) => _call.Fail(e.EventStreamException);
        }

        ~ModelStreamReader() => _call.Leave(_last);
    }
}
