using System.Diagnostics;
using AiInstrument.Benchmarks.Ingest;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AiInstrument.Benchmarks.Purging;

/// <summary>
/// How long the removal of an organization takes, and how long applications wait for their commits meanwhile: a batch of eight spans every 50 ms, for ten seconds without the purge and then until
/// its end. <c>--data FOLDER</c> loses the organization, by default that with the most calls.
/// </summary>
internal static class PurgeCommand
{
    private const int BatchSize = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        if (CommandOptions.Find(args, "--data") is not { } folder)
        {
            await Console.Error.WriteLineAsync("Usage: purge --data FOLDER [--organization NAME]");
            return 2;
        }

        Report.Machine();
        using var database = IngestBenchmark.Database(folder);
        var prices = await database.GetPricesAsync(CancellationToken.None);
        using var opened = await OpenStore.StartAsync(database);
        var store = opened.Store;
        var organization = CommandOptions.Find(args, "--organization") ?? await LargestAsync(database);
        using var purges = new PurgeService(database, store, TimeProvider.System, NullLogger<PurgeService>.Instance);
        var alone = await ArriveAsync(store, prices, Task.Delay(Before));

        var start = Stopwatch.GetTimestamp();
        var order = new Purge(Guid.NewGuid().ToString("N"), Workspaces.DefaultId, organization, Everything: true, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), "benchmark");
        var end = await purges.BeginAsync(order) ?? throw new InvalidOperationException("The database cannot be written.");
        var waits = await ArriveAsync(store, prices, end);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await store.StopAsync(CancellationToken.None);
        using var reader = database.File.OpenWriter();
        var report = Collector.Content.Purging.ReportOf(reader, order.Id);
        Report.Table(
            FormattableString.Invariant($"purge: {report.Records:N0} records and {report.Contents:N0} contents of {organization} in {seconds:0.0} s (load at the end {Report.Load()})"),
            ["milliseconds that a batch of 8 waits for its commit", "batches", "median", "p99", "longest"],
            [Row("alone", alone), Row("while it goes on", waits)]);
        return 0;
    }

    private static async Task<List<double>> ArriveAsync(SqliteTelemetryStore store, PriceBook prices, Task until)
    {
        var (traffic, reader) = (new SampleTraffic(seed: 5), new OtlpProtobufReader(new DecodingLimits()));
        var waits = new List<double>();
        while (!until.IsCompleted)
        {
            var batch = IngestBenchmark.Batch(reader, traffic, prices, BatchSize);
            var start = Stopwatch.GetTimestamp();
            await store.WriteAsync(batch, CancellationToken.None);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(Pause);
        }

        await until;
        return waits;
    }

    private static string[] Row(string name, List<double> waits)
    {
        waits.Sort();
        return [name, FormattableString.Invariant($"{waits.Count:N0}"), Report.Number(Rounds.Median(waits)), Report.Number(waits[(int)(waits.Count * 0.99)]), Report.Number(waits[^1])];
    }

    private static async Task<string> LargestAsync(CollectorDatabase database)
    {
        await using var connection = await database.OpenReaderAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT value FROM dimension_values WHERE id = (SELECT organization_id FROM usage_daily WHERE organization_id <> 0 GROUP BY organization_id ORDER BY sum(calls) DESC LIMIT 1)
            """;
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
