using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace AiInstrument.Http;

/// <summary>A short string, number or literal, as it stands in the text.</summary>
/// <param name="raw">The value, a string without its quotes and still escaped.</param>
/// <param name="isString">Whether it stood in quotes.</param>
internal readonly ref struct JsonScalar(ReadOnlySpan<byte> raw, bool isString)
{
    private readonly ReadOnlySpan<byte> _raw = raw;

    public bool IsTrue => !isString && _raw.SequenceEqual("true"u8);

    public override string ToString() => Encoding.UTF8.GetString(_raw);

    public string? Text()
    {
        if (!isString)
        {
            return null;
        }

        if (!_raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(_raw);
        }

        try
        {
            var reader = new Utf8JsonReader([(byte)'"', .. _raw, (byte)'"']);
            reader.Read();
            return reader.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An escape that is none, or bytes that are no UTF-8: a value that cannot be read is not known.
            return null;
        }
    }

    public long? Count() => !isString && Utf8Parser.TryParse(_raw, out long value, out var read) && read == _raw.Length && value >= 0 ? value : null;

    public double? Number() => !isString && Utf8Parser.TryParse(_raw, out double value, out var read) && read == _raw.Length ? value : null;
}
