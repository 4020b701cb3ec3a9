namespace AiInstrument.Generated;

using global::System;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Azure.AI.Inference;

/// <summary>Azure.AI.Inference: chat. The service tells neither cached nor reasoning tokens, and the client not its endpoint.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, ChatCompletionsOptions? options)
    {
        call.SetRequestModel(options?.Model);
        call.SetMaxOutputTokens(options?.MaxTokens);
        call.SetTemperature(options?.Temperature);
        call.SetTopP(options?.NucleusSamplingFactor);
    }

    internal static void Response(AiCall call, global::Azure.Response<ChatCompletions>? response)
    {
        if (!(response?.Value is { } completion))
        {
            return;
        }

        call.SetResponseModel(completion.Model);
        call.SetResponseId(completion.Id);
        call.AddFinishReason(completion.FinishReason?.ToString());
        call.SetToolCallCount(completion.ToolCalls?.Count ?? 0);
        Usage(call, completion.Usage);
    }

    internal static void Update(AiCall call, StreamingChatCompletionsUpdate? update)
    {
        if (update is null)
        {
            return;
        }

        call.SetResponseModel(update.Model);
        call.SetResponseId(update.Id);
        call.AddFinishReason(update.FinishReason?.ToString());
#if AZURE_INFERENCE_STREAM_USAGE
        Usage(call, update.Usage);
#endif
    }

    internal static StreamingResponse<StreamingChatCompletionsUpdate> ObserveValue(
        AiCall call, StreamingResponse<StreamingChatCompletionsUpdate> response, Action<AiCall, StreamingResponse<StreamingChatCompletionsUpdate>> read) => Observed(call, response);

    internal static async Task<StreamingResponse<StreamingChatCompletionsUpdate>> Observe(
        AiCall call, Task<StreamingResponse<StreamingChatCompletionsUpdate>> response, Action<AiCall, StreamingResponse<StreamingChatCompletionsUpdate>> read)
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

    private static StreamingResponse<StreamingChatCompletionsUpdate> Observed(AiCall call, StreamingResponse<StreamingChatCompletionsUpdate> response)
    {
        var updates = AiStream.Continue(response.EnumerateValues(), call, (c, u) => Update(c, u));
        return StreamingResponse<StreamingChatCompletionsUpdate>.CreateFromResponse(new MirroredAzureResponse(response.GetRawResponse(), call), _ => updates);
    }

    private static void Usage(AiCall call, CompletionsUsage? usage)
    {
        if (usage is { })
        {
            call.SetUsage(new AiUsage { InputTokens = usage.PromptTokens, OutputTokens = usage.CompletionTokens });
        }
    }
}
