namespace AiInstrument.Generated;

using global::System;
using global::System.Text.Json;
using global::AiInstrument.Capture;
using global::Amazon.BedrockRuntime.Model;

/// <summary>Amazon Bedrock: InvokeModel. The body is the model family's own JSON; each family tells its counts under other names, and some none.</summary>
internal static partial class Adapter
{
    internal static void Request(AiCall call, InvokeModelRequest? request) => call.SetRequestModel(request?.ModelId);

    internal static void Response(AiCall call, InvokeModelResponse? response)
    {
        if (response is null)
        {
            return;
        }

        call.SetResponseId(response.ResponseMetadata?.RequestId);

        // A copy: the position of the caller's stream must not move.
        if (response.Body?.ToArray() is { } body && body.Length > 0 && (string.IsNullOrEmpty(response.ContentType) || response.ContentType == "application/json"))
        {
            using var json = JsonDocument.Parse(body);
            ModelBody.Read(call, json.RootElement);
        }
    }

    /// <summary>Reads a body of any family: Anthropic, Nova, Llama, Titan, and those that speak as OpenAI does.</summary>
    private static class ModelBody
    {
        public static void Read(AiCall call, JsonElement body)
        {
            if (body.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            call.SetResponseModel(Text(body, "model"));
            call.SetResponseId(Text(body, "id"));
            call.AddFinishReason(Text(body, "stop_reason") ?? Text(body, "stopReason") ?? Text(body, "finish_reason"));
            if (body.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array)
            {
                foreach (var choice in choices.EnumerateArray())
                {
                    call.AddFinishReason(Text(choice, "finish_reason"));
                }
            }

            if (UsageOf(body) is { } usage)
            {
                call.SetUsage(usage);
            }
        }

        /// <summary>Null when the body tells no count.</summary>
        public static AiUsage? UsageOf(JsonElement body)
        {
            var counts = body.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object ? usage : body;
            var input = Count(counts, "input_tokens") ?? Count(counts, "inputTokens") ?? Count(counts, "prompt_tokens")
                ?? Count(counts, "prompt_token_count") ?? Count(counts, "inputTextTokenCount");
            var output = Count(counts, "output_tokens") ?? Count(counts, "outputTokens") ?? Count(counts, "completion_tokens")
                ?? Count(counts, "generation_token_count") ?? Results(counts);
            if (input is null && output is null)
            {
                return null;
            }

            // Anthropic and Nova count the cache beside the input; who speaks as OpenAI does counts it within.
            var read = Count(counts, "cache_read_input_tokens") ?? Count(counts, "cacheReadInputTokenCount") ?? Count(counts, "cacheReadInputTokens");
            var write = Count(counts, "cache_creation_input_tokens") ?? Count(counts, "cacheWriteInputTokenCount") ?? Count(counts, "cacheWriteInputTokens");
            var within = Part(counts, "prompt_tokens_details", "cached_tokens");
            return new AiUsage
            {
                InputTokens = input + (read ?? 0) + (write ?? 0),
                OutputTokens = output,
                CachedInputTokens = read ?? within,
                CacheWriteTokens = write,
                CacheWrite5mTokens = Part(counts, "cache_creation", "ephemeral_5m_input_tokens"),
                CacheWrite1hTokens = Part(counts, "cache_creation", "ephemeral_1h_input_tokens"),
                ReasoningTokens = Part(counts, "completion_tokens_details", "reasoning_tokens"),
            };
        }

        public static string? Text(JsonElement element, string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public static long? Count(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) ? count : (long?)null;

        private static long? Part(JsonElement element, string name, string part) =>
            element.TryGetProperty(name, out var details) && details.ValueKind == JsonValueKind.Object ? Count(details, part) : null;

        /// <summary>Titan counts each of its results.</summary>
        private static long? Results(JsonElement body)
        {
            if (!body.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            long? sum = null;
            foreach (var result in results.EnumerateArray())
            {
                if (result.ValueKind == JsonValueKind.Object && Count(result, "tokenCount") is { } count)
                {
                    sum = (sum ?? 0) + count;
                }
            }

            return sum;
        }
    }
}
