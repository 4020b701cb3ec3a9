using System.Globalization;
using System.Text;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>Valid requests that mutations start from: every message of every signal, in both encodings.</summary>
internal static class FuzzSeeds
{
    private static readonly byte[] s_traceId = Convert.FromHexString("5b8efff798038103d269b633813fc60c");
    private static readonly byte[] s_spanId = Convert.FromHexString("eee19b7ec3c1b174");

    private static readonly (string Key, object Value)[] s_call =
    [
        ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
        ("gen_ai.response.id", "chatcmpl-1"), ("gen_ai.usage.input_tokens", 1000L), ("gen_ai.usage.output_tokens", 100L), ("gen_ai.usage.cache_read.input_tokens", 10L),
        ("gen_ai.response.finish_reasons", "[\"stop\"]"), ("gen_ai.response.time_to_first_chunk", 0.25), ("aiinstrument.feature.id", "ticket.summarize"),
        ("aiinstrument.entry_point", "POST /tickets/{id}/summary"), ("user.id", "u-1"), ("server.address", "https://api.openai.com/v1"), ("hidden_params", "{\"response_cost\":0.1,\"cache_hit\":true}"),
        ("langfuse.observation.usage_details", "{\"input\":1,\"output\":2}"), ("ai.response.providerMetadata", "{\"openai\":{\"cachedPromptTokens\":1}}"),
    ];

    /// <summary>An ExportTraceServiceRequest.</summary>
    public static byte[] TracesProtobuf { get; } = new ProtoWriter().Message(1, rs => rs
        .Message(1, r => r.Message(1, Attribute("service.name", "support")).Varint(2, 2UL))
        .Message(2, ss => ss.Message(1, s => s.Text(1, "AiInstrument").Text(2, "0.1.0")).Message(2, Span()).Message(2, Span().Bytes(4, s_spanId)))
        .Message(2, ss => ss.Message(1, s => s.Text(1, "AiInstrument.Registry")).Message(2, s => s
            .Bytes(1, s_traceId).Bytes(2, s_spanId).Text(5, "aiinstrument.registry").Message(9, Attribute("aiinstrument.registry.schema", 1L)).Message(9, Attribute("aiinstrument.registry.payload", "{}"))))
        .Message(2, ss => ss.Message(1, s => s.Text(1, "AiInstrument.Delivery")).Message(2, s => s
            .Bytes(1, s_traceId).Bytes(2, s_spanId).Text(5, "aiinstrument.delivery.loss").Message(9, Attribute("aiinstrument.delivery.lost", 1L))))).ToArray();

    /// <summary>An ExportLogsServiceRequest.</summary>
    public static byte[] LogsProtobuf { get; } = new ProtoWriter().Message(1, rl => rl.Message(2, sl => sl
        .Message(1, s => s.Text(1, "logs"))
        .Message(2, Record("gen_ai.client.inference.operation.details"))
        .Message(2, Record("gen_ai.choice").Message(5, b => b.Message(6, m => m.Message(1, Attribute("finish_reason", "stop")).Message(1, Attribute("index", 0L)))))
        .Message(2, Record("gen_ai.choice").Message(5, b => b.Text(1, "{\"index\":1,\"finish_reason\":\"length\",\"message\":{}}")))
        .Message(2, Record("gen_ai.user.message")))).ToArray();

    /// <summary>An ExportMetricsServiceRequest.</summary>
    public static byte[] MetricsProtobuf { get; } = new ProtoWriter().Message(1, rm => rm.Message(2, sm => sm
        .Message(2, m => m.Text(1, "calls").Message(5, g => g.Message(1, p => p.Fixed64(3, 7)).Message(1, _ => { })))
        .Message(2, m => m.Message(7, s => s.Message(1, p => p.Fixed64(3, 7)))))).ToArray();

    /// <summary>What <see cref="TracesProtobuf"/> is in JSON, more or less.</summary>
    public static byte[] TracesJson { get; } = Encoding.UTF8.GetBytes($$$$"""
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"support"}}],"droppedAttributesCount":2},"scopeSpans":[{"scope":{"name":"AiInstrument","version":"0.1.0"},"spans":[{
        "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","parentSpanId":"","name":"chat gpt-4o-mini","kind":3,"startTimeUnixNano":"1700000000000000001","endTimeUnixNano":1700000002000000003,
        "attributes":[{{{{string.Join(',', s_call.Select(Json))}}}},{"key":"list","value":{"arrayValue":{"values":[{"boolValue":true},{"bytesValue":"AP8Q"},{"kvlistValue":{"values":[{"key":"k","value":{"doubleValue":"NaN"}}]}}]}}}],
        "events":[{"timeUnixNano":"1700000001000000002","name":"gen_ai.choice","attributes":[{"key":"gen_ai.event.content","value":{"stringValue":"{\"index\":0,\"finish_reason\":\"stop\"}"}}]}],
        "links":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b173","attributes":[]}],"status":{"message":"rate limited \ud83d\ude00","code":2},"flags":257}]}]}]}
        """);

    /// <summary>What <see cref="LogsProtobuf"/> is in JSON, more or less.</summary>
    public static byte[] LogsJson { get; } = Encoding.UTF8.GetBytes($$$$"""
        {"resourceLogs":[{"scopeLogs":[{"scope":{"name":"logs"},"logRecords":[{"timeUnixNano":"7","traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","eventName":"gen_ai.client.inference.operation.details",
        "attributes":[{{{{string.Join(',', s_call.Select(Json))}}}}]},{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","attributes":[{"key":"event.name","value":{"stringValue":"gen_ai.choice"}}],
        "body":{"kvlistValue":{"values":[{"key":"finish_reason","value":{"stringValue":"stop"}}]}}}]}]}]}
        """);

    private static ProtoWriter Span()
    {
        var span = new ProtoWriter().Bytes(1, s_traceId).Bytes(2, s_spanId).Text(5, "chat gpt-4o-mini").Varint(6, 3UL).Fixed64(7, 1_700_000_000_000_000_001).Fixed64(8, 1_700_000_002_000_000_003);
        foreach (var (key, value) in s_call)
        {
            span.Message(9, Attribute(key, value));
        }

        return span
            .Message(9, a => a.Text(1, "list").Message(2, v => v.Message(5, l => l.Message(1, e => e.Varint(2, 1UL)).Message(1, e => e.Bytes(7, [0, 255])).Message(1, e => e.Message(6, m => m.Message(1, Attribute("k", 0.5)))))))
            .Varint(10, 3UL)
            .Message(11, e => e.Fixed64(1, 1_700_000_001_000_000_002).Text(2, "gen_ai.choice").Message(3, Attribute("gen_ai.event.content", "{\"index\":0,\"finish_reason\":\"stop\"}")).Varint(4, 1UL))
            .Message(13, l => l.Bytes(1, s_traceId).Bytes(2, s_spanId).Varint(5, 1UL))
            .Message(15, s => s.Text(2, "rate limited").Varint(3, 2UL))
            .Fixed32(16, 257);
    }

    private static ProtoWriter Record(string name)
    {
        var record = new ProtoWriter().Fixed64(1, 7).Bytes(9, s_traceId).Bytes(10, s_spanId).Text(12, name);
        foreach (var (key, value) in s_call)
        {
            record.Message(6, Attribute(key, value));
        }

        return record;
    }

    private static ProtoWriter Attribute(string key, object value) => new ProtoWriter().Text(1, key).Message(2, v => _ = value switch
    {
        string text => v.Text(1, text),
        long number => v.Varint(3, number),
        _ => v.Double(4, (double)value),
    });

    private static string Json((string Key, object Value) attribute) => attribute.Value switch
    {
        string text => $$$"""{"key":"{{{attribute.Key}}}","value":{"stringValue":{{{System.Text.Json.JsonSerializer.Serialize(text)}}}}}""",
        long number => string.Create(CultureInfo.InvariantCulture, $$$"""{"key":"{{{attribute.Key}}}","value":{"intValue":"{{{number}}}"}}"""),
        _ => string.Create(CultureInfo.InvariantCulture, $$$"""{"key":"{{{attribute.Key}}}","value":{"doubleValue":{{{(double)attribute.Value}}}}}"""),
    };
}
