using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AiInstrument.Collector.Decoding.Interning;

/// <summary>
/// An attribute's key. The decoder shares one instance between all spans that use the key, so that what is found out about a key is found out once
/// and not for every span.
/// </summary>
internal sealed class AttributeKey
{
    private byte[]? _json;

    /// <summary>Creates a key that nobody shares.</summary>
    public AttributeKey(string name)
        : this(name, Encoding.UTF8.GetBytes(name))
    {
    }

    private AttributeKey(string name, byte[] utf8)
    {
        Name = name;
        Utf8 = utf8;
        Hash = string.GetHashCode(name, StringComparison.Ordinal);
    }

    /// <summary>The key.</summary>
    public string Name { get; }

    /// <summary>The key's bytes as they were sent.</summary>
    public byte[] Utf8 { get; }

    /// <summary>A hash of the name that holds within this process.</summary>
    public int Hash { get; }

    /// <summary>The key that followed this one in some span: a guess at what follows next, written without a lock.</summary>
    public AttributeKey? Next { get; set; }

    /// <summary>What a later stage knows of the key; the same whichever thread writes it.</summary>
    public object? Meaning { get; set; }

    /// <summary>The name as a JSON property with its colon.</summary>
    public ReadOnlySpan<byte> Json => _json ??= [(byte)'"', .. JsonEncodedText.Encode(Encoding.UTF8.GetBytes(Name), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"', (byte)':'];

    /// <summary>The key of these bytes; invalid sequences become U+FFFD.</summary>
    public static AttributeKey Of(ReadOnlySpan<byte> utf8) => new(Encoding.UTF8.GetString(utf8), utf8.ToArray());
}
