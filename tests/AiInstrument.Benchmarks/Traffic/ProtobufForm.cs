using Google.Protobuf;

namespace AiInstrument.Benchmarks.Traffic;

/// <summary>Writes an OTLP <c>ExportTraceServiceRequest</c> in protobuf; field numbers are those of opentelemetry-proto.</summary>
internal static class ProtobufForm
{
    public static byte[] Of(IEnumerable<SampleSpan> spans) => Message(request => Nested(request, 1, resourceSpans =>
    {
        Nested(resourceSpans, 1, resource => Attribute(resource, 1, "service.name", SampleTraffic.ServiceName));
        Nested(resourceSpans, 2, scopeSpans =>
        {
            Nested(scopeSpans, 1, scope => Text(scope, 1, SampleTraffic.ScopeName));
            foreach (var span in spans)
            {
                Nested(scopeSpans, 2, message => Span(message, span));
            }
        });
    }));

    private static void Span(CodedOutputStream output, SampleSpan span)
    {
        Bytes(output, 1, span.TraceId);
        Bytes(output, 2, span.SpanId);
        Bytes(output, 4, span.ParentSpanId);
        Text(output, 5, span.Name);
        output.WriteTag(6, WireFormat.WireType.Varint);
        output.WriteInt32(3);
        output.WriteTag(7, WireFormat.WireType.Fixed64);
        output.WriteFixed64(span.StartUnixNano);
        output.WriteTag(8, WireFormat.WireType.Fixed64);
        output.WriteFixed64(span.EndUnixNano);
        foreach (var (key, value) in span.Attributes)
        {
            Attribute(output, 9, key, value);
        }
    }

    private static void Attribute(CodedOutputStream output, int field, string key, object value) => Nested(output, field, attribute =>
    {
        Text(attribute, 1, key);
        Nested(attribute, 2, any => Value(any, value));
    });

    private static void Value(CodedOutputStream output, object value)
    {
        switch (value)
        {
            case string text:
                Text(output, 1, text);
                break;
            case long number:
                output.WriteTag(3, WireFormat.WireType.Varint);
                output.WriteInt64(number);
                break;
            case double number:
                output.WriteTag(4, WireFormat.WireType.Fixed64);
                output.WriteDouble(number);
                break;
            case string[] texts:
                Nested(output, 5, array =>
                {
                    foreach (var text in texts)
                    {
                        Nested(array, 1, element => Text(element, 1, text));
                    }
                });
                break;
            default:
                throw new ArgumentException($"No form for {value.GetType()}.", nameof(value));
        }
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }

    private static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> write) => Bytes(output, field, Message(write));

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }
}
