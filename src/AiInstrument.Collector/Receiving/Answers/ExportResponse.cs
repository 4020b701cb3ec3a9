using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace AiInstrument.Collector.Receiving.Answers;

/// <summary>Writes the Export…ServiceResponse of a signal; the three have the same shape and differ in one JSON name.</summary>
internal static class ExportResponse
{
    private const uint PartialSuccessField = 1;
    private const uint RejectedField = 1;
    private const uint ErrorMessageField = 2;

    public static byte[] Encode(OtlpSignal signal, OtlpEncoding encoding, ExportOutcome outcome) =>
        encoding == OtlpEncoding.Json ? EncodeJson(signal, outcome) : EncodeProtobuf(outcome);

    private static byte[] EncodeProtobuf(ExportOutcome outcome)
    {
        if (!outcome.IsPartial)
        {
            return [];
        }

        var partial = new ProtobufWriter();
        partial.WriteInt64(RejectedField, outcome.Rejected);
        partial.WriteString(ErrorMessageField, outcome.Message);

        var response = new ProtobufWriter();
        response.WriteBytes(PartialSuccessField, partial.Written);
        return response.Written.ToArray();
    }

    private static byte[] EncodeJson(OtlpSignal signal, ExportOutcome outcome)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        if (outcome.IsPartial)
        {
            json.WriteStartObject("partialSuccess");

            // Proto3 JSON writes an int64 as a string.
            json.WriteString(signal.RejectedCountJsonName, outcome.Rejected.ToString(CultureInfo.InvariantCulture));
            json.WriteString("errorMessage", outcome.Message ?? "");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
