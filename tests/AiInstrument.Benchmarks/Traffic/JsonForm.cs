using System.Globalization;
using System.Text.Json;

namespace AiInstrument.Benchmarks.Traffic;

/// <summary>Writes the request of <see cref="ProtobufForm"/> in OTLP/JSON.</summary>
internal static class JsonForm
{
    public static byte[] Of(IEnumerable<SampleSpan> spans) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        resourceSpans = new[]
        {
            new
            {
                resource = new { attributes = new[] { Attribute("service.name", SampleTraffic.ServiceName) } },
                scopeSpans = new[] { new { scope = new { name = SampleTraffic.ScopeName }, spans = spans.Select(Span) } },
            },
        },
    });

    private static object Span(SampleSpan span) => new
    {
        traceId = Convert.ToHexStringLower(span.TraceId),
        spanId = Convert.ToHexStringLower(span.SpanId),
        parentSpanId = Convert.ToHexStringLower(span.ParentSpanId),
        name = span.Name,
        kind = 3,
        startTimeUnixNano = span.StartUnixNano.ToString(CultureInfo.InvariantCulture),
        endTimeUnixNano = span.EndUnixNano.ToString(CultureInfo.InvariantCulture),
        attributes = span.Attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)),
    };

    private static object Attribute(string key, object value) => new { key, value = Value(value) };

    private static object Value(object value) => value switch
    {
        string text => new { stringValue = text },
        long number => new { intValue = number.ToString(CultureInfo.InvariantCulture) },
        double number => new { doubleValue = number },
        string[] texts => new { arrayValue = new { values = texts.Select(Value) } },
        _ => throw new ArgumentException($"No form for {value.GetType()}.", nameof(value)),
    };
}
