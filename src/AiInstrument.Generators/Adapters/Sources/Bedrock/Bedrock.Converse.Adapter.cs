namespace AiInstrument.Generated;

using global::AiInstrument.Capture;
using global::Amazon.BedrockRuntime;
using global::Amazon.BedrockRuntime.Model;

/// <summary>Amazon Bedrock: Converse.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, IAmazonBedrockRuntime? client)
    {
        var config = client?.Config;
        var url = config?.ServiceURL;
        if (string.IsNullOrEmpty(url) && config?.RegionEndpoint is { } region)
        {
            url = "https://bedrock-runtime." + region.SystemName + "." + region.PartitionDnsSuffix;
        }

        call.SetServer(global::System.Uri.TryCreate(url, global::System.UriKind.Absolute, out var endpoint) ? endpoint : null);
    }

    internal static void Request(AiCall call, ConverseRequest? request)
    {
        call.SetRequestModel(request?.ModelId);
        Inference(call, request?.InferenceConfig);
    }

    internal static void Request(AiCall call, ConverseStreamRequest? request)
    {
        call.SetRequestModel(request?.ModelId);
        Inference(call, request?.InferenceConfig);
    }

    internal static void Response(AiCall call, ConverseResponse? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseId(response.ResponseMetadata?.RequestId);
        call.AddFinishReason(response.StopReason?.ToString());
        Usage(call, response.Usage);
        var tools = 0;
        if (response.Output?.Message?.Content is { } content)
        {
            foreach (var block in content)
            {
                tools += block.ToolUse is null ? 0 : 1;
            }
        }

        call.SetToolCallCount(tools);
    }

    private static void Inference(AiCall call, InferenceConfiguration? inference)
    {
        if (inference is { })
        {
            call.SetMaxOutputTokens(Given(inference.MaxTokens));
            call.SetTemperature(Given(inference.Temperature));
            call.SetTopP(Given(inference.TopP));
        }
    }

    /// <summary>The service counts the cache beside the input; the total says so, should a model family do otherwise.</summary>
    private static void Usage(AiCall call, TokenUsage? usage)
    {
        if (usage is null)
        {
            return;
        }

        long? input = usage.InputTokens;
        long? output = usage.OutputTokens;
        long? total = usage.TotalTokens;
        long? read = null;
        long? write = null;
        long? write5m = null;
        long? write1h = null;
#if BEDROCK_CACHE
        read = usage.CacheReadInputTokens;
        write = usage.CacheWriteInputTokens;
#endif
#if BEDROCK_CACHE_TTL
        if (usage.CacheDetails is { } details)
        {
            foreach (var detail in details)
            {
                long? tokens = detail.InputTokens;
                switch (detail.Ttl?.ToString())
                {
                    case "5m":
                        write5m = (write5m ?? 0) + (tokens ?? 0);
                        break;
                    case "1h":
                        write1h = (write1h ?? 0) + (tokens ?? 0);
                        break;
                }
            }
        }
#endif
        var cache = (read ?? 0) + (write ?? 0);
        call.SetUsage(new AiUsage
        {
            InputTokens = cache > 0 && total == input + output ? input : input + cache,
            OutputTokens = output,
            CachedInputTokens = read,
            CacheWriteTokens = write,
            CacheWrite5mTokens = write5m,
            CacheWrite1hTokens = write1h,
        });
    }

    // Before version 4 the SDK has plain numbers, where 0 stands for what was not set.
    private static long? Given(int? value) => value;

    private static long? Given(int value) => Told(value);

    private static double? Given(float? value) => value;

    private static double? Given(float value) => value == 0 ? (double?)null : value;
}
