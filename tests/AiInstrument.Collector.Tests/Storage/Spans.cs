using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>Makes spans as the decoder does.</summary>
internal static class Spans
{
    private static readonly DecodedScope OwnScope = new() { Name = "AiInstrument", Version = "0.1.0" };
    private static ulong _next = 1;

    /// <summary>A chat call of this product's own instrumentation; the attributes given replace the defaults, null removes.</summary>
    public static DecodedSpan Chat(params (string Key, object? Value)[] attributes) => ChatAt(TestCollector.Noon.AddMinutes(-5), attributes);

    public static DecodedSpan ChatAt(DateTimeOffset start, params (string Key, object? Value)[] attributes) => Make("chat gpt-4o-mini", start,
    [
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.provider.name", "openai"),
        ("gen_ai.request.model", "gpt-4o-mini"),
        ("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
        ("gen_ai.usage.input_tokens", 1000L),
        ("gen_ai.usage.output_tokens", 100L),
        .. attributes,
    ]);

    public static DecodedSpan Make(string name, DateTimeOffset start, params (string Key, object? Value)[] attributes)
    {
        var id = Interlocked.Increment(ref _next);
        return Make(name, new UInt128(0x1234, id), id, start, OwnScope, "support", attributes);
    }

    public static DecodedSpan Make(
        string name, UInt128 trace, ulong span, DateTimeOffset start, DecodedScope scope, string? service, params (string Key, object? Value)[] attributes)
    {
        var resource = new DecodedResource();
        if (service is not null)
        {
            resource.Attributes.Set("service.name", AttributeValue.Of(service));
        }

        var startNano = (ulong)(start - DateTimeOffset.UnixEpoch).Ticks * 100;
        var result = new DecodedSpan
        {
            Resource = resource,
            Scope = scope,
            TraceId = trace,
            SpanId = span,
            Name = name,
            Kind = 3,
            StartUnixNano = startNano,
            EndUnixNano = startNano + 1_500_000_000,
        };
        foreach (var (key, value) in attributes.GroupBy(attribute => attribute.Key).Select(group => group.Last()))
        {
            if (value is not null)
            {
                result.Attributes.Set(key, Value(value));
            }
        }

        return result;
    }

    /// <summary>A part of a registry.</summary>
    public static DecodedSpan Registry(string payload, string build = "b1", int index = 0, int count = 1, string service = "support", string assembly = "SupportDesk") => Make(
        "aiinstrument.registry",
        new UInt128(0x99, Interlocked.Increment(ref _next)),
        Interlocked.Increment(ref _next),
        TestCollector.Noon,
        new DecodedScope { Name = "AiInstrument.Registry" },
        service,
        ("aiinstrument.registry.schema", 1L),
        ("aiinstrument.build.id", build),
        ("aiinstrument.registry.assembly", assembly),
        ("aiinstrument.registry.chunk.index", (long)index),
        ("aiinstrument.registry.chunk.count", (long)count),
        ("aiinstrument.registry.payload", payload));

    private static AttributeValue Value(object value) => value switch
    {
        string text => AttributeValue.Of(text),
        long number => AttributeValue.Of(number),
        int number => AttributeValue.Of((long)number),
        double number => AttributeValue.Of(number),
        bool flag => AttributeValue.Of(flag),
        string[] texts => AttributeValue.Of(texts.Select(AttributeValue.Of).ToArray()),
        _ => throw new ArgumentException($"No attribute value for {value.GetType()}.", nameof(value)),
    };
}
