using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace AiInstrument.Tests.Delivery;

/// <summary>An OTLP trace request as text in one form, however its lengths were encoded: to compare what two exporters send.</summary>
internal static class ProtoText
{
    // Message and field to the message inside; what is not named is a value.
    private static readonly Dictionary<(string Message, int Field), string> s_messages = new()
    {
        [("Request", 1)] = "ResourceSpans",
        [("ResourceSpans", 1)] = "Resource",
        [("ResourceSpans", 2)] = "ScopeSpans",
        [("Resource", 1)] = "KeyValue",
        [("ScopeSpans", 1)] = "Scope",
        [("ScopeSpans", 2)] = "Span",
        [("Scope", 3)] = "KeyValue",
        [("Span", 9)] = "KeyValue",
        [("Span", 11)] = "Event",
        [("Span", 13)] = "Link",
        [("Span", 15)] = "Status",
        [("Event", 3)] = "KeyValue",
        [("Link", 4)] = "KeyValue",
        [("KeyValue", 2)] = "AnyValue",
        [("AnyValue", 5)] = "ArrayValue",
        [("AnyValue", 6)] = "KeyValueList",
        [("ArrayValue", 1)] = "AnyValue",
        [("KeyValueList", 1)] = "KeyValue",
    };

    public static string Of(ReadOnlySpan<byte> bytes, string message = "Request")
    {
        var fields = new List<(int Field, string Text)>();
        while (bytes.Length > 0)
        {
            var tag = Varint(ref bytes);
            var field = (int)(tag >> 3);
            fields.Add((field, Value(ref bytes, (int)tag & 7, message, field)));
        }

        // The order of different fields says nothing; that of equal ones does.
        return "{" + string.Join(' ', fields.OrderBy(static field => field.Field).Select(static field => FormattableString.Invariant($"{field.Field}:{field.Text}"))) + "}";
    }

    private static string Value(ref ReadOnlySpan<byte> bytes, int wireType, string message, int field)
    {
        switch (wireType)
        {
            case 0:
                return Varint(ref bytes).ToString(CultureInfo.InvariantCulture);
            case 1:
                return BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8)).ToString("x", CultureInfo.InvariantCulture);
            case 5:
                return BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4)).ToString("x", CultureInfo.InvariantCulture);
            default:
                var value = Take(ref bytes, (int)Varint(ref bytes));
                return s_messages.TryGetValue((message, field), out var inner) ? Of(value, inner) : "'" + Encoding.Latin1.GetString(value) + "'";
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref bytes, 1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
