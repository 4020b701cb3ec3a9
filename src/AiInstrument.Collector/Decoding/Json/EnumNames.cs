using System.Text;

namespace AiInstrument.Collector.Decoding.Json;

/// <summary>Names of an OTLP enum. OTLP/JSON wants numbers, but senders that print protobuf with stock tools write names.</summary>
internal sealed class EnumNames
{
    private readonly string _prefix;
    private readonly string[] _names;

    private EnumNames(string prefix, params string[] names)
    {
        _prefix = prefix;
        _names = names;
    }

    /// <summary>trace.proto, Span.SpanKind.</summary>
    public static EnumNames SpanKind { get; } = new("SPAN_KIND_", "UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");

    /// <summary>trace.proto, Status.StatusCode.</summary>
    public static EnumNames StatusCode { get; } = new("STATUS_CODE_", "UNSET", "OK", "ERROR");

    /// <summary>Whether the text is a name at all; one that is not known is 0, as for a value that was never sent.</summary>
    public bool TryGetNumber(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        if (text.IsEmpty || text[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        {
            return false;
        }

        var name = Encoding.UTF8.GetString(text);
        if (name.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase))
        {
            name = name[_prefix.Length..];
        }

        number = Math.Max(0, Array.FindIndex(_names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase)));
        return true;
    }
}
