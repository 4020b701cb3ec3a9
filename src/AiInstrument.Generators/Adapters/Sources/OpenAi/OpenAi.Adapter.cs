namespace AiInstrument.Generated;

using global::System;
using global::System.ClientModel;
using global::System.Text;
using global::System.Text.Json;
using global::AiInstrument.Capture;

/// <summary>OpenAI: responses that the SDK hands out as raw JSON, whatever the endpoint.</summary>
internal static partial class Adapter
{
    internal static void Response(AiCall call, ClientResult? result)
    {
        var response = result?.GetRawResponse();
        if (response is null || !response.Headers.TryGetValue("Content-Type", out var type) || type is null)
        {
            return;
        }

        if (type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            // A stream that is not buffered the caller reads itself: what it used is not known here.
            call.SetStreaming();
            if (response.ContentStream is { CanSeek: true })
            {
                OpenAiJson.ReadEvents(call, response.Content.ToMemory().Span);
            }
        }
        else if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            OpenAiJson.Read(call, response.Content.ToMemory().Span);
        }
    }

    /// <summary>Reads the few members that cost depends on, without building a document of the rest.</summary>
    private static class OpenAiJson
    {
        private static readonly byte[] s_data = Encoding.ASCII.GetBytes("data:");
        private static readonly byte[] s_blank = Encoding.ASCII.GetBytes(" \r");

        public static void Read(AiCall call, ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                Members(call, ref reader);
            }
        }

        private static void Members(AiCall call, ref Utf8JsonReader reader)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("model"))
                {
                    call.SetResponseModel(Text(ref reader));
                }
                else if (reader.ValueTextEquals("id"))
                {
                    call.SetResponseId(Text(ref reader));
                }
                else if (reader.ValueTextEquals("service_tier"))
                {
                    call.SetServiceTier(Text(ref reader));
                }
                else if (reader.ValueTextEquals("usage"))
                {
                    Usage(call, ref reader);
                }
                else if (reader.ValueTextEquals("choices"))
                {
                    Choices(call, ref reader);
                }
                else if (reader.ValueTextEquals("response"))
                {
                    // An event of the Responses API holds the response as far as it is known.
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.StartObject)
                    {
                        Members(call, ref reader);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
                else
                {
                    Skip(ref reader);
                }
            }
        }

        /// <summary>The JSON of each <c>data:</c> line. Usage is in the last one that has it.</summary>
        public static void ReadEvents(AiCall call, ReadOnlySpan<byte> events)
        {
            while (!events.IsEmpty)
            {
                var end = events.IndexOf((byte)'\n');
                var line = end < 0 ? events : events[..end];
                events = end < 0 ? default : events[(end + 1)..];
                if (line.StartsWith(s_data) && line[s_data.Length..].Trim(s_blank) is { IsEmpty: false } json && json[0] == '{')
                {
                    Read(call, json);
                }
            }
        }

        private static void Choices(AiCall call, ref Utf8JsonReader reader)
        {
            reader.Read();
            var depth = reader.CurrentDepth;
            while (reader.TokenType == JsonTokenType.StartArray || reader.CurrentDepth > depth)
            {
                if (!reader.Read())
                {
                    return;
                }

                // Two below the array: a member of a choice.
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 2 && reader.ValueTextEquals("finish_reason"))
                {
                    call.AddFinishReason(Text(ref reader));
                }
                else if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    Skip(ref reader);
                }
            }
        }

        /// <summary>Chat says prompt and completion where newer endpoints say input and output.</summary>
        private static void Usage(AiCall call, ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return;
            }

            var usage = default(AiUsage);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("prompt_tokens") || reader.ValueTextEquals("input_tokens"))
                {
                    usage.InputTokens = Number(ref reader);
                }
                else if (reader.ValueTextEquals("completion_tokens") || reader.ValueTextEquals("output_tokens"))
                {
                    usage.OutputTokens = Number(ref reader);
                }
                else if (reader.ValueTextEquals("prompt_tokens_details") || reader.ValueTextEquals("input_tokens_details")
                    // Transcriptions say it in the singular.
                    || reader.ValueTextEquals("input_token_details"))
                {
                    usage = Details(usage, input: true, ref reader);
                }
                else if (reader.ValueTextEquals("completion_tokens_details") || reader.ValueTextEquals("output_tokens_details")
                    || reader.ValueTextEquals("output_token_details"))
                {
                    usage = Details(usage, input: false, ref reader);
                }
                else if (reader.ValueTextEquals("seconds"))
                {
                    // Of transcriptions that are priced by the minute.
                    call.SetAudioSeconds(Number(ref reader) ?? double.NaN);
                }
                else
                {
                    Skip(ref reader);
                }
            }

            call.SetUsage(usage);
        }

        private static AiUsage Details(AiUsage usage, bool input, ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return usage;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("cached_tokens"))
                {
                    usage.CachedInputTokens = Number(ref reader);
                }
                else if (reader.ValueTextEquals("reasoning_tokens"))
                {
                    usage.ReasoningTokens = Number(ref reader);
                }
                else if (reader.ValueTextEquals("audio_tokens"))
                {
                    var count = Told(Number(ref reader) ?? 0);
                    (usage.AudioInputTokens, usage.AudioOutputTokens) = input ? (count, usage.AudioOutputTokens) : (usage.AudioInputTokens, count);
                }
                else if (reader.ValueTextEquals("image_tokens"))
                {
                    var count = Told(Number(ref reader) ?? 0);
                    (usage.ImageInputTokens, usage.ImageOutputTokens) = input ? (count, usage.ImageOutputTokens) : (usage.ImageInputTokens, count);
                }
                else
                {
                    Skip(ref reader);
                }
            }

            return usage;
        }

        private static string? Text(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                return reader.GetString();
            }

            reader.Skip();
            return null;
        }

        private static long? Number(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number)
            {
                return reader.TryGetInt64(out var number) ? number : (long?)null;
            }

            reader.Skip();
            return null;
        }

        private static void Skip(ref Utf8JsonReader reader)
        {
            reader.Read();
            reader.Skip();
        }
    }
}
