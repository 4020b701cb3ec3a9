using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace AiInstrument.Collector.Receiving.Answers;

/// <summary>Writes the <c>google.rpc.Status</c> of a refused request, with a <c>RetryInfo</c> when it may be sent again.</summary>
internal static class RpcStatus
{
    private const string RetryInfoType = "type.googleapis.com/google.rpc.RetryInfo";

    private const uint StatusCodeField = 1;
    private const uint StatusMessageField = 2;
    private const uint StatusDetailsField = 3;
    private const uint AnyTypeUrlField = 1;
    private const uint AnyValueField = 2;
    private const uint RetryDelayField = 1;
    private const uint DurationSecondsField = 1;
    private const uint DurationNanosField = 2;

    public static byte[] Encode(OtlpEncoding encoding, ExportOutcome outcome) =>
        encoding == OtlpEncoding.Json ? EncodeJson(outcome) : EncodeProtobuf(outcome);

    private static byte[] EncodeProtobuf(ExportOutcome outcome)
    {
        var status = new ProtobufWriter();
        status.WriteInt64(StatusCodeField, (int)outcome.Code);
        status.WriteString(StatusMessageField, outcome.Message);
        if (outcome.RetryAfter is { } delay)
        {
            var duration = new ProtobufWriter();
            duration.WriteInt64(DurationSecondsField, delay.Ticks / TimeSpan.TicksPerSecond);
            duration.WriteInt64(DurationNanosField, delay.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);

            var retryInfo = new ProtobufWriter();
            retryInfo.WriteBytes(RetryDelayField, duration.Written);

            var any = new ProtobufWriter();
            any.WriteString(AnyTypeUrlField, RetryInfoType);
            any.WriteBytes(AnyValueField, retryInfo.Written);
            status.WriteBytes(StatusDetailsField, any.Written);
        }

        return status.Written.ToArray();
    }

    private static byte[] EncodeJson(ExportOutcome outcome)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteNumber("code", (int)outcome.Code);
        json.WriteString("message", outcome.Message);
        if (outcome.RetryAfter is { } delay)
        {
            json.WriteStartArray("details");
            json.WriteStartObject();
            json.WriteString("@type", RetryInfoType);
            json.WriteString("retryDelay", delay.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
