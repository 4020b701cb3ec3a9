namespace AiInstrument.Generated;

using global::System;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Azure.AI.OpenAI;

/// <summary>Azure.AI.OpenAI before 2.0. Its streams tell no usage.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, ChatCompletionsOptions? options)
    {
        call.SetMaxOutputTokens(options?.MaxTokens);
        call.SetTemperature(options?.Temperature);
        call.SetTopP(options?.NucleusSamplingFactor);
#if AZURE_OPENAI_DEPLOYMENT
        call.SetRequestModel(options?.DeploymentName);
#endif
    }

#if AZURE_OPENAI_DEPLOYMENT
    internal static void Request(AiCall call, CompletionsOptions? options) => call.SetRequestModel(options?.DeploymentName);

    internal static void Request(AiCall call, EmbeddingsOptions? options) => call.SetRequestModel(options?.DeploymentName);
#endif

    internal static void Response(AiCall call, global::Azure.Response<ChatCompletions>? response)
    {
        if (!(response?.Value is { } completions))
        {
            return;
        }

        call.SetResponseId(completions.Id);
#if AZURE_OPENAI_MODEL
        call.SetResponseModel(completions.Model);
#endif
        foreach (var choice in completions.Choices)
        {
            call.AddFinishReason(choice.FinishReason?.ToString());
        }

        Usage(call, completions.Usage);
    }

    internal static void Response(AiCall call, global::Azure.Response<Completions>? response)
    {
        if (response?.Value is { } completions)
        {
            call.SetResponseId(completions.Id);
            Usage(call, completions.Usage);
        }
    }

    internal static void Response(AiCall call, global::Azure.Response<Embeddings>? response)
    {
        if (response?.Value is { } embeddings)
        {
            call.SetEmbeddingInputs(embeddings.Data?.Count ?? 0);
            if (embeddings.Usage is { } usage)
            {
                call.SetUsage(new AiUsage { InputTokens = usage.PromptTokens });
            }
        }
    }

#if AZURE_OPENAI_STREAMS
    internal static void Update(AiCall call, StreamingChatCompletionsUpdate? update)
    {
        call.SetResponseId(update?.Id);
        call.AddFinishReason(update?.FinishReason?.ToString());
    }

    internal static async Task<StreamingResponse<StreamingChatCompletionsUpdate>> Observe(
        AiCall call, Task<StreamingResponse<StreamingChatCompletionsUpdate>> response, Action<AiCall, StreamingResponse<StreamingChatCompletionsUpdate>> read)
    {
        call.SetStreaming();
        try
        {
            return ObserveValue(call, await response.ConfigureAwait(false), read);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
    }

    internal static StreamingResponse<StreamingChatCompletionsUpdate> ObserveValue(
        AiCall call, StreamingResponse<StreamingChatCompletionsUpdate> response, Action<AiCall, StreamingResponse<StreamingChatCompletionsUpdate>> read)
    {
        var updates = AiStream.Continue(response.EnumerateValues(), call, (c, u) => Update(c, u));
        return StreamingResponse<StreamingChatCompletionsUpdate>.CreateFromResponse(new MirroredAzureResponse(response.GetRawResponse(), call), _ => updates);
    }
#endif

    private static void Usage(AiCall call, CompletionsUsage? usage)
    {
        if (usage is { })
        {
            call.SetUsage(new AiUsage { InputTokens = usage.PromptTokens, OutputTokens = usage.CompletionTokens });
        }
    }
}
