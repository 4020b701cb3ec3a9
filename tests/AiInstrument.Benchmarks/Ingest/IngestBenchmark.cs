using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;
using AiInstrument.Collector;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiInstrument.Benchmarks.Ingest;

/// <summary>Durable rows of the real store in a real file, next to a bare loop of prepared statements.</summary>
internal static class IngestBenchmark
{
    private const int BatchesPerRound = 16;
    private const int RowsPerRound = BatchesPerRound * SampleTraffic.BatchSize;

    public static async Task RunAsync(bool quick)
    {
        using var storeFolder = new TemporaryFolder();
        using var loopFolder = new TemporaryFolder();
        using var database = Database(storeFolder.Path);
        using var loopDatabase = Database(loopFolder.Path);
        var prices = await database.GetPricesAsync(CancellationToken.None);
        await loopDatabase.InitializeAsync(CancellationToken.None);
        using var opened = await OpenStore.StartAsync(database);
        var store = opened.Store;
        using var loop = new BareLoop(loopDatabase.File);

        var traffic = new SampleTraffic(seed: 2);
        var reader = new OtlpProtobufReader(new DecodingLimits());
        var rounds = quick ? 4 : 13;
        var storeSeconds = new List<double>();
        var loopSeconds = new List<double>();
        var written = 0L;
        var sets = 0L;
        for (var round = 0; round < rounds; round++)
        {
            var batches = Enumerable.Range(0, BatchesPerRound).Select(_ => Batch(reader, traffic, prices)).ToArray();
            var start = Stopwatch.GetTimestamp();
            var results = await Task.WhenAll(batches.Select(batch => store.WriteAsync(batch, CancellationToken.None)));
            var storeTime = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (results.Sum(result => result.Stored) != RowsPerRound)
            {
                throw new InvalidOperationException("The store did not store every row.");
            }

            var rows = await BareLoop.Rows.ReadAsync(database.File, written, sets);
            written += rows.Values[0].Length;
            sets += rows.Values[1].Length;
            start = Stopwatch.GetTimestamp();
            loop.Insert(rows);
            var loopTime = Stopwatch.GetElapsedTime(start).TotalSeconds;

            // The first round compiles code and fills caches.
            if (round > 0)
            {
                storeSeconds.Add(storeTime);
                loopSeconds.Add(loopTime);
            }
        }

        await store.StopAsync(CancellationToken.None);
        Report.Table(
            $"ingest: durable rows, {rounds - 1} rounds of {RowsPerRound:N0} rows (reference: the same rows by prepared statements in a loop, one commit)",
            ["variant", "rows/s", "speed ratio"],
            [
                ["bare loop of prepared statements", Report.Number(RowsPerRound / Rounds.Median(loopSeconds)), Report.Ratio(1)],
                [
                    "SqliteTelemetryStore (with dimensions and rollups)", Report.Number(RowsPerRound / Rounds.Median(storeSeconds)),
                    Report.Ratio(Rounds.Median(loopSeconds.Zip(storeSeconds, (reference, own) => reference / own))),
                ],
            ]);
    }

    public static CollectorDatabase Database(string folder) => new(new DatabaseFile(folder, TimeSpan.FromSeconds(5)), TimeProvider.System);

    public static TelemetryBatch Batch(OtlpProtobufReader reader, SampleTraffic traffic, PriceBook prices, int size = SampleTraffic.BatchSize)
    {
        var now = DateTimeOffset.UtcNow;
        var spans = reader.Read(new ReadOnlySequence<byte>(ProtobufForm.Of(traffic.NextBatch(size)))).Spans;
        var interactions = spans.Select(span => SpanNormalizer.Normalize(span, now).Interaction!)
            .Select(interaction => new PricedInteraction(interaction, Pricer.Price(interaction, prices)))
            .ToArray();
        return new TelemetryBatch(Workspaces.DefaultId, now, interactions, [], []);
    }
}
