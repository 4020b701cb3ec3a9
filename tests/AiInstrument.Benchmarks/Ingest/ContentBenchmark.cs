using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Redaction;
using AiInstrument.Benchmarks.Traffic;
using AiInstrument.Collector;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiInstrument.Benchmarks.Ingest;

/// <summary>What stored content costs the spans that have some, on the request's thread and on the writer's, and those that have none.</summary>
internal static class ContentBenchmark
{
    private const int BatchesPerRound = 8;
    private const int RowsPerRound = BatchesPerRound * SampleTraffic.BatchSize;

    private static readonly string s_prompt = string.Concat(Enumerable.Repeat(RedactionBenchmark.Clean, 14)) + RedactionBenchmark.Dirty;

    public static async Task RunAsync(bool quick)
    {
        using var folder = new TemporaryFolder();
        using var database = IngestBenchmark.Database(folder.Path);
        var prices = await database.GetPricesAsync(CancellationToken.None);
        var options = Options.Create(new CollectorOptions { DataDirectory = folder.Path });
        using var cipher = new ContentCipher(database.File);
        var packer = new ContentPacker(cipher, options);
        var traffic = new SampleTraffic(seed: 3);
        var reader = new OtlpProtobufReader(new DecodingLimits());
        var now = DateTimeOffset.UtcNow;
        var spans = reader.Read(new ReadOnlySequence<byte>(ProtobufForm.Of(traffic.NextBatch(64)))).Spans.ToArray();
        var said = reader.Read(new ReadOnlySequence<byte>(ProtobufForm.Of(traffic.NextBatch(64)))).Spans.ToArray();
        foreach (var span in said)
        {
            span.Attributes.Set("gen_ai.input.messages", AttributeValue.Of("""[{"role":"user","parts":[{"type":"text","content":""" + System.Text.Json.JsonSerializer.Serialize(s_prompt) + "}]}]"));
        }

        var measures = Rounds.Run(
            [
                new("a span without content, content off", count => Normalize(spans, count, now, null)),
                new("a span without content, content on", count => Normalize(spans, count, now, packer)),
                new("a span with a prompt of 4 KB, six finds: redacted, compressed, encrypted", count => Normalize(said, count, now, packer)),
            ],
            quick ? 20 : 100,
            operations: 256);
        Report.Table("content: on the thread of the request (reference: off)", ["what", "µs/span", "bytes/span", "ratio"], measures.Select(m => new[] { m.Name, Report.Number(m.Nanoseconds / 1000), Report.Number(m.Bytes), Report.Ratio(m.Ratio) }));

        using var opened = await OpenStore.StartAsync(database);
        var store = opened.Store;
        var packed = packer.Pack(SpanNormalizer.Normalize(said[0], now, keepsContent: true).Interaction!.Content!);
        var (without, with) = (new List<double>(), new List<double>());
        for (var round = 0; round < (quick ? 4 : 13); round++)
        {
            foreach (var (content, seconds) in new[] { ((PackedContent?)null, without), (packed, with) })
            {
                var batches = Enumerable.Range(0, BatchesPerRound).Select(_ => IngestBenchmark.Batch(reader, traffic, prices)).ToArray();
                foreach (var entry in batches.SelectMany(batch => batch.Interactions))
                {
                    entry.Interaction.Packed = content;
                }

                var start = Stopwatch.GetTimestamp();
                await Task.WhenAll(batches.Select(batch => store.WriteAsync(batch, CancellationToken.None)));
                if (round > 0)
                {
                    seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
            }
        }

        await store.StopAsync(CancellationToken.None);
        Report.Table(
            $"content: durable rows by the writer ({packed.Data.Length} bytes of stored content for each, reference: without)",
            ["what", "rows/s", "speed ratio"],
            [
                ["rows without content", Report.Number(RowsPerRound / Rounds.Median(without)), Report.Ratio(1)],
                ["rows with content", Report.Number(RowsPerRound / Rounds.Median(with)), Report.Ratio(Rounds.Median(without.Zip(with, (reference, own) => reference / own)))],
            ]);
    }

    private static void Normalize(DecodedSpan[] spans, int count, DateTimeOffset now, ContentPacker? packer)
    {
        for (var i = 0; i < count; i++)
        {
            var interaction = SpanNormalizer.Normalize(spans[i % spans.Length], now, packer is not null).Interaction;
            if (interaction?.Content is { } content)
            {
                packer!.Pack(content);
            }
        }
    }
}
