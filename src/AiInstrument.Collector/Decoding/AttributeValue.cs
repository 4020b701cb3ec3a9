using System.Globalization;

namespace AiInstrument.Collector.Decoding;

/// <summary>The kinds of an OTLP AnyValue.</summary>
public enum AttributeKind : byte
{
    /// <summary>The value is absent.</summary>
    Empty,

    /// <summary>A string.</summary>
    String,

    /// <summary>A boolean.</summary>
    Bool,

    /// <summary>A 64-bit signed integer.</summary>
    Int,

    /// <summary>A double.</summary>
    Double,

    /// <summary>An array of values.</summary>
    Array,

    /// <summary>A list of keys and values.</summary>
    Map,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>An OTLP AnyValue. Reading as another kind converts where emitters in the field are known to differ (<c>"12"</c>, <c>12.0</c>, <c>"True"</c>).</summary>
public readonly struct AttributeValue : IEquatable<AttributeValue>
{
    private readonly object? _reference;
    private readonly long _bits;

    private AttributeValue(AttributeKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>The value's kind.</summary>
    public AttributeKind Kind { get; }

    /// <summary>A string value.</summary>
    public static AttributeValue Of(string value) => new(AttributeKind.String, 0, value);

    /// <summary>An integer value.</summary>
    public static AttributeValue Of(long value) => new(AttributeKind.Int, value, null);

    /// <summary>A double value.</summary>
    public static AttributeValue Of(double value) => new(AttributeKind.Double, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A boolean value.</summary>
    public static AttributeValue Of(bool value) => new(AttributeKind.Bool, value ? 1 : 0, null);

    /// <summary>A bytes value.</summary>
    public static AttributeValue Of(byte[] value) => new(AttributeKind.Bytes, 0, value);

    /// <summary>An array value.</summary>
    public static AttributeValue Of(IReadOnlyList<AttributeValue> value) => new(AttributeKind.Array, 0, value);

    /// <summary>A map value.</summary>
    public static AttributeValue Of(AttributeList value) => new(AttributeKind.Map, 0, value);

    /// <summary>The elements of an array; empty for other kinds.</summary>
    public IReadOnlyList<AttributeValue> Elements => _reference as IReadOnlyList<AttributeValue> ?? [];

    /// <summary>The entries of a map; null for other kinds.</summary>
    public AttributeList? Entries => _reference as AttributeList;

    /// <summary>The bytes; empty for other kinds.</summary>
    public ReadOnlyMemory<byte> Bytes => _reference as byte[] ?? [];

    /// <summary>A string without a character.</summary>
    internal bool IsEmptyText => _reference is "";

    /// <summary>The string, or a number or boolean written invariantly; null for empty, arrays, maps and bytes.</summary>
    public string? AsString() => Kind switch
    {
        AttributeKind.String => (string)_reference!,
        AttributeKind.Int => _bits.ToString(CultureInfo.InvariantCulture),
        AttributeKind.Double => BitConverter.Int64BitsToDouble(_bits).ToString("R", CultureInfo.InvariantCulture),
        AttributeKind.Bool => _bits != 0 ? "true" : "false",
        _ => null,
    };

    /// <summary>The integer, a double without a fraction, or a string that holds one; otherwise null.</summary>
    public long? AsInt64()
    {
        switch (Kind)
        {
            case AttributeKind.Int:
                return _bits;
            case AttributeKind.Double:
                var d = BitConverter.Int64BitsToDouble(_bits);
                return d >= -9.2e18 && d <= 9.2e18 && Math.Floor(d) == d ? (long)d : null;
            case AttributeKind.String:
                return long.TryParse((string)_reference!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
            default:
                return null;
        }
    }

    /// <summary>The number, or a string that holds one; otherwise null. Never NaN or infinite.</summary>
    public double? AsDouble()
    {
        double? value = Kind switch
        {
            AttributeKind.Int => _bits,
            AttributeKind.Double => BitConverter.Int64BitsToDouble(_bits),
            AttributeKind.String when double.TryParse((string)_reference!, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => null,
        };
        return value is { } v && double.IsFinite(v) ? v : null;
    }

    /// <summary>The boolean, or <c>true</c>/<c>false</c> as a string in any case; otherwise null.</summary>
    public bool? AsBool() => Kind switch
    {
        AttributeKind.Bool => _bits != 0,
        AttributeKind.String when bool.TryParse((string)_reference!, out var parsed) => parsed,
        _ => null,
    };

    /// <summary>Compares kind and content; arrays and bytes in order, maps whatever the order of their keys.</summary>
    public bool Equals(AttributeValue other) => Kind == other.Kind && _bits == other._bits && Kind switch
    {
        AttributeKind.Array => Elements.SequenceEqual(other.Elements),
        AttributeKind.Bytes => Bytes.Span.SequenceEqual(other.Bytes.Span),
        AttributeKind.Map => SameEntries(Entries!, other.Entries!),
        _ => Equals(_reference, other._reference),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        AttributeKind.Array => HashCode.Combine(Kind, Elements.Count),
        AttributeKind.Bytes => HashCode.Combine(Kind, Bytes.Length),
        AttributeKind.Map => HashCode.Combine(Kind, Entries!.Count),
        _ => HashCode.Combine(Kind, _bits, _reference),
    };

    /// <summary>Compares kind and content.</summary>
    public static bool operator ==(AttributeValue left, AttributeValue right) => left.Equals(right);

    /// <summary>Compares kind and content.</summary>
    public static bool operator !=(AttributeValue left, AttributeValue right) => !left.Equals(right);

    private static bool SameEntries(AttributeList left, AttributeList right) =>
        left.Count == right.Count && left.All(entry => right.TryGet(entry.Key, out var value) && entry.Value == value);
}
