using System.Buffers;
using System.Text;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Json;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Tests.Decoding;

/// <summary>OTLP messages as senders write them; field numbers are those of opentelemetry-proto.</summary>
internal static class Otlp
{
    public static readonly byte[] TraceId = Convert.FromHexString("5b8efff798038103d269b633813fc60c");
    public static readonly byte[] SpanId = Convert.FromHexString("eee19b7ec3c1b174");
    public static readonly byte[] ParentSpanId = Convert.FromHexString("eee19b7ec3c1b173");

    public static byte[] Request(params ProtoWriter[] spans) => RequestOf(ResourceSpans(ScopeSpans(spans)));

    public static byte[] RequestOf(params ProtoWriter[] resourceSpans)
    {
        var request = new ProtoWriter();
        foreach (var message in resourceSpans)
        {
            request.Message(1, message);
        }

        return request.ToArray();
    }

    public static ProtoWriter ResourceSpans(params ProtoWriter[] scopeSpans)
    {
        var message = new ProtoWriter();
        foreach (var scope in scopeSpans)
        {
            message.Message(2, scope);
        }

        return message;
    }

    public static ProtoWriter ScopeSpans(params ProtoWriter[] spans)
    {
        var message = new ProtoWriter();
        foreach (var span in spans)
        {
            message.Message(2, span);
        }

        return message;
    }

    /// <summary>A span with valid ids and nothing else.</summary>
    public static ProtoWriter Span() => new ProtoWriter().Bytes(1, TraceId).Bytes(2, SpanId);

    public static ProtoWriter SpanNamed(string name) => Span().Text(5, name);

    public static ProtoWriter Attribute(string key, Action<ProtoWriter> value) => new ProtoWriter().Text(1, key).Message(2, value);

    /// <summary>A valid span with one attribute <c>a</c>.</summary>
    public static ProtoWriter SpanWith(Action<ProtoWriter> value) => Span().Message(9, Attribute("a", value));

    /// <summary>A span with every field, every kind of attribute value, an event and a link.</summary>
    public static ProtoWriter FullSpan() => Span()
        .Text(3, "congo=t61rcWkgMzE")
        .Bytes(4, ParentSpanId)
        .Text(5, "chat gpt-4o")
        .Varint(6, 3UL)
        .Fixed64(7, 1_700_000_000_000_000_001)
        .Fixed64(8, 1_700_000_002_000_000_003)
        .Message(9, Attribute("gen_ai.request.model", v => v.Text(1, "gpt-4o")))
        .Message(9, Attribute("flag", v => v.Varint(2, 1UL)))
        .Message(9, Attribute("negative", v => v.Varint(3, -42L)))
        .Message(9, Attribute("ratio", v => v.Double(4, 0.25)))
        .Message(9, Attribute("list", v => v.Message(5, a => a.Message(1, e => e.Text(1, "x")).Message(1, e => e.Varint(3, 7UL)).Message(1, _ => { }))))
        .Message(9, Attribute("map", v => v.Message(6, m => m.Message(1, Attribute("inner", e => e.Varint(2, 0UL))))))
        .Message(9, Attribute("bytes", v => v.Bytes(7, [0, 255, 16])))
        .Message(9, Attribute("empty", _ => { }))
        .Varint(10, 3UL)
        .Message(11, e => e.Fixed64(1, 1_700_000_001_000_000_002).Text(2, "gen_ai.choice").Message(3, Attribute("index", v => v.Varint(3, 0UL))).Varint(4, 1UL))
        .Varint(12, 4UL)
        .Message(13, l => l.Bytes(1, TraceId).Bytes(2, ParentSpanId).Text(3, "s").Message(4, Attribute("k", v => v.Text(1, "v"))).Varint(5, 1UL).Fixed32(6, 257))
        .Varint(14, 5UL)
        .Message(15, s => s.Text(2, "rate limited").Varint(3, 2UL))
        .Fixed32(16, 257);

    /// <summary>A request with a resource, a scope and <see cref="FullSpan"/>, every field of each set.</summary>
    public static byte[] FullRequest() => RequestOf(new ProtoWriter()
        .Message(1, r => r
            .Message(1, Attribute("service.name", v => v.Text(1, "support-desk")))
            .Varint(2, 2UL)
            .Message(3, e => e.Text(1, "u").Text(2, "service").Text(3, "service.name").Text(4, "service.version")))
        .Message(2, s => s
            .Message(1, i => i.Text(1, "AiInstrument").Text(2, "0.1.0").Message(3, Attribute("k", v => v.Text(1, "v"))).Varint(4, 1UL))
            .Message(2, FullSpan())
            .Text(3, "https://opentelemetry.io/schemas/1.37.0"))
        .Text(3, "https://opentelemetry.io/schemas/1.36.0"));

    /// <summary>What <see cref="FullRequest"/> is in OTLP/JSON.</summary>
    public const string FullRequestJson = """
        {"resourceSpans":[{
          "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"support-desk"}}],"droppedAttributesCount":2,
            "entityRefs":[{"schemaUrl":"u","type":"service","idKeys":["service.name"],"descriptionKeys":["service.version"]}]},
          "scopeSpans":[{
            "scope":{"name":"AiInstrument","version":"0.1.0","attributes":[{"key":"k","value":{"stringValue":"v"}}],"droppedAttributesCount":1},
            "spans":[{
              "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174","traceState":"congo=t61rcWkgMzE","parentSpanId":"EEE19B7EC3C1B173",
              "name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1700000000000000001","endTimeUnixNano":1700000002000000003,
              "attributes":[
                {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
                {"key":"flag","value":{"boolValue":true}},
                {"key":"negative","value":{"intValue":"-42"}},
                {"key":"ratio","value":{"doubleValue":0.25}},
                {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":7},{}]}}},
                {"key":"map","value":{"kvlistValue":{"values":[{"key":"inner","value":{"boolValue":false}}]}}},
                {"key":"bytes","value":{"bytesValue":"AP8Q"}},
                {"key":"empty"}],
              "droppedAttributesCount":3,
              "events":[{"timeUnixNano":"1700000001000000002","name":"gen_ai.choice","attributes":[{"key":"index","value":{"intValue":0}}],"droppedAttributesCount":1}],
              "droppedEventsCount":4,
              "links":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b173","traceState":"s","attributes":[{"key":"k","value":{"stringValue":"v"}}],"droppedAttributesCount":1,"flags":257}],
              "droppedLinksCount":5,
              "status":{"message":"rate limited","code":2},
              "flags":257}],
            "schemaUrl":"https://opentelemetry.io/schemas/1.37.0"}],
          "schemaUrl":"https://opentelemetry.io/schemas/1.36.0"}]}
        """;

    public static DecodedBatch Decode(byte[] request, DecodingLimits? limits = null) =>
        new OtlpProtobufReader(limits ?? new()).Read(new ReadOnlySequence<byte>(request));

    public static DecodedSpan DecodeOne(byte[] request, DecodingLimits? limits = null) => Assert.Single(Decode(request, limits).Spans);

    public static AttributeValue DecodeValue(Action<ProtoWriter> value)
    {
        Assert.True(DecodeOne(Request(SpanWith(value))).Attributes.TryGet("a", out var decoded));
        return decoded;
    }

    public static DecodedBatch DecodeJson(string json, DecodingLimits? limits = null) =>
        new OtlpJsonReader(limits ?? new()).Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)));

    public static DecodedSpan DecodeOneJson(string json, DecodingLimits? limits = null) => Assert.Single(DecodeJson(json, limits).Spans);

    public static string JsonRequest(string spanMembers) =>
        $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",{{spanMembers}}}]}]}]}""";

    public static AttributeValue DecodeJsonValue(string anyValue)
    {
        Assert.True(DecodeOneJson(JsonRequest($$"""  "attributes":[{"key":"a","value":{{anyValue}}}]  """)).Attributes.TryGet("a", out var decoded));
        return decoded;
    }
}
