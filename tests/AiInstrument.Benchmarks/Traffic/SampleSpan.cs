namespace AiInstrument.Benchmarks.Traffic;

/// <summary>A span to send, before it is encoded.</summary>
internal sealed record SampleSpan(
    byte[] TraceId, byte[] SpanId, byte[] ParentSpanId, string Name, ulong StartUnixNano, ulong EndUnixNano, (string Key, object Value)[] Attributes);
