using System.Buffers;
using System.Text.Json;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>Writes a body with the encoder that escapes everything a page could take for markup.</summary>
internal static class JsonPayload
{
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
