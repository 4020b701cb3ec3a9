using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AiInstrument.Collector.Normalization;

/// <summary>
/// Writes JSON whose structure the caller keeps. A plain writer costs more in checks than these short texts cost in copying.
/// Starts on the stack and goes on in a rented array.
/// </summary>
internal ref struct JsonBuffer(Span<byte> first)
{
    /// <summary>Room for most spans.</summary>
    public const int UsualBytes = 2048;

    private const int MostNumberBytes = 32;

    // What a JSON string must escape; other characters beyond ASCII stay as they are.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "\"\\" + string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)));

    private Span<byte> _buffer = first;
    private byte[]? _rented;
    private int _length;

    /// <summary>Bytes written.</summary>
    public readonly int Length => _length;

    /// <summary>What was written; valid until more is.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Writes a byte as it is.</summary>
    public void Raw(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer[_length..]);
        _length += value.Length;
    }

    /// <summary>Writes a string with its quotes.</summary>
    public void Text(string value)
    {
        Reserve(value.Length + 2);
        if (!value.AsSpan().ContainsAny(Special) && Ascii.FromUtf16(value, _buffer[(_length + 1)..], out var written) == OperationStatus.Done)
        {
            _buffer[_length] = (byte)'"';
            _buffer[_length + written + 1] = (byte)'"';
            _length += written + 2;
            return;
        }

        // Pages encode for HTML; the store keeps letters of every language as they are. Half a surrogate pair becomes U+FFFD on its way through UTF-8.
        var encoded = JsonEncodedText.Encode(Encoding.UTF8.GetBytes(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        Raw((byte)'"');
        Raw(encoded);
        Raw((byte)'"');
    }

    /// <summary>Writes an integer.</summary>
    public void Number(long value)
    {
        Reserve(MostNumberBytes);
        Utf8Formatter.TryFormat(value, _buffer[_length..], out var written);
        _length += written;
    }

    /// <summary>Writes a finite number, exactly.</summary>
    public void Number(double value)
    {
        Reserve(MostNumberBytes);
        value.TryFormat(_buffer[_length..], out var written, "R", CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Gives back what was rented.</summary>
    public void Dispose()
    {
        var rented = _rented;
        _rented = null;
        _buffer = default;
        _length = 0;
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _buffer.Length * 2));
        Written.CopyTo(larger);
        if (_rented is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        _rented = larger;
        _buffer = larger;
    }
}
