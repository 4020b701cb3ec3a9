using System.Buffers;
using System.Text.Json;
using AiInstrument.Benchmarks.Decoding.Generated;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Json;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Normalization;

namespace AiInstrument.Benchmarks.Decoding;

/// <summary>Decoding and normalization of requests of 512 spans.</summary>
internal static class DecodeBenchmark
{
    public static Task RunAsync(bool quick)
    {
        var spans = new SampleTraffic(seed: 1).NextBatch();
        var protobuf = ProtobufForm.Of(spans);
        var json = JsonForm.Of(spans);
        var reader = new OtlpProtobufReader(new DecodingLimits());
        var jsonReader = new OtlpJsonReader(new DecodingLimits());
        var now = DateTimeOffset.UtcNow;

        var reference = TraceRequest.Parser.ParseFrom(protobuf).ResourceSpans.Sum(resource => resource.ScopeSpans.Sum(scope => scope.Spans.Count));
        var decoded = reader.Read(new ReadOnlySequence<byte>(protobuf)).Spans;
        if (reference != spans.Length || decoded.Count(span => SpanNormalizer.Normalize(span, now).Interaction is not null) != spans.Length)
        {
            throw new InvalidOperationException("The readers do not read all spans.");
        }

        var kept = decoded.Select(span => SpanNormalizer.Normalize(span, now).Interaction!).Average(Kept);

        var measures = Rounds.Run(
            [
                new("Google.Protobuf, classes made by protoc", Times(() => TraceRequest.Parser.ParseFrom(protobuf))),
                new("System.Text.Json, JsonDocument of OTLP/JSON, no spans made", Times(() => JsonDocument.Parse(json).Dispose())),
                new("OtlpJsonReader", Times(() => jsonReader.Read(new ReadOnlySequence<byte>(json)).Dispose())),
                new("OtlpProtobufReader", Times(() => reader.Read(new ReadOnlySequence<byte>(protobuf)).Dispose())),
                new("SpanNormalizer alone", Times(() => Normalize(decoded, now))),
                new("OtlpProtobufReader + SpanNormalizer", Times(() => DecodeAndNormalize(reader, protobuf, now))),
            ],
            quick ? 30 : 200,
            operations: 1);
        Report.Table(
            $"decode: {spans.Length} spans of {spans[0].Attributes.Length} attributes, {protobuf.Length / spans.Length} bytes each in protobuf, {json.Length / spans.Length} in JSON (reference: Google.Protobuf)",
            ["variant", "spans/s/core", "bytes/span", "time ratio"],
            measures.Select(m => new[] { m.Name, Report.Number(spans.Length * 1e9 / m.Nanoseconds), Report.Number(m.Bytes / spans.Length), Report.Ratio(m.Ratio) }));
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant(
            $"What the store is handed takes {kept:N0} bytes of a span: the interaction, its attributes as JSON, and the strings that no other span shares."));
        return Task.CompletedTask;
    }

    private static Action<int> Times(Action action) => count =>
    {
        for (var i = 0; i < count; i++)
        {
            action();
        }
    };

    private static void DecodeAndNormalize(OtlpProtobufReader reader, byte[] request, DateTimeOffset now)
    {
        using var batch = reader.Read(new ReadOnlySequence<byte>(request));
        Normalize(batch.Spans, now);
    }

    private static void Normalize(IReadOnlyList<DecodedSpan> spans, DateTimeOffset now)
    {
        foreach (var span in spans)
        {
            SpanNormalizer.Normalize(span, now);
        }
    }

    // Strings that come once in this traffic: the response's id, and the document and session that a few spans share.
    private static double Kept(Interaction call) => ObjectBytes<Interaction>() + ArrayBytes(call.Attributes.Length)
        + TextBytes(call.ResponseId) + (TextBytes(call.Document) / 10) + (TextBytes(call.Session) / 5);

    private static double TextBytes(string? text) => text is null ? 0 : Aligned(22 + (2 * text.Length));

    private static double ArrayBytes(int length) => Aligned(24 + length);

    private static double Aligned(double bytes) => Math.Ceiling(bytes / 8) * 8;

    // What one object of the class takes, header included, measured and not computed.
    private static double ObjectBytes<T>()
        where T : class
    {
        const int Count = 1000;
        var objects = new object[Count];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i++)
        {
            objects[i] = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(T));
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count;
    }
}
