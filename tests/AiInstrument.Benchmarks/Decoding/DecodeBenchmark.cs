using System.Buffers;
using System.Text.Json;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;
using AiInstrument.Collector.Decoding;
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

        var values = GoogleProtobufWalk.Read(protobuf);
        var decoded = reader.Read(new ReadOnlySequence<byte>(protobuf)).Spans;
        if (values.Count != spans.Length || decoded.Count(span => SpanNormalizer.Normalize(span, now) is not null) != spans.Length)
        {
            throw new InvalidOperationException("The readers do not read all spans.");
        }

        var measures = Rounds.Run(
            [
                new("Google.Protobuf, hand-made walk", Times(() => GoogleProtobufWalk.Read(protobuf))),
                new("System.Text.Json, JsonDocument of OTLP/JSON, no spans made", Times(() => JsonDocument.Parse(json).Dispose())),
                new("OtlpJsonReader", Times(() => jsonReader.Read(new ReadOnlySequence<byte>(json)))),
                new("OtlpProtobufReader", Times(() => reader.Read(new ReadOnlySequence<byte>(protobuf)))),
                new("SpanNormalizer alone", Times(() => Normalize(decoded, now))),
                new("OtlpProtobufReader + SpanNormalizer", Times(() => Normalize(reader.Read(new ReadOnlySequence<byte>(protobuf)).Spans, now))),
            ],
            quick ? 30 : 200,
            operations: 1);
        Report.Table(
            $"decode: {spans.Length} spans of {spans[0].Attributes.Length} attributes, {protobuf.Length / spans.Length} bytes each in protobuf, {json.Length / spans.Length} in JSON (reference: Google.Protobuf)",
            ["variant", "spans/s/core", "bytes/span", "time ratio"],
            measures.Select(m => new[] { m.Name, Report.Number(spans.Length * 1e9 / m.Nanoseconds), Report.Number(m.Bytes / spans.Length), Report.Ratio(m.Ratio) }));
        return Task.CompletedTask;
    }

    private static Action<int> Times(Action action) => count =>
    {
        for (var i = 0; i < count; i++)
        {
            action();
        }
    };

    private static void Normalize(IReadOnlyList<DecodedSpan> spans, DateTimeOffset now)
    {
        foreach (var span in spans)
        {
            SpanNormalizer.Normalize(span, now);
        }
    }
}
