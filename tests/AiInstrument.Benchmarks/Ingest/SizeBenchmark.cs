using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;
using AiInstrument.Collector;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiInstrument.Benchmarks.Ingest;

/// <summary>
/// Bytes of the database for each interaction, spread over 30 days, and how long each query of the dashboard takes then, alone and while 1,000 spans a second arrive.
/// AIINSTRUMENT_ROWS says how many, AIINSTRUMENT_TRAFFIC <c>unkind</c> or <c>realistic</c> that one alone, AIINSTRUMENT_QUERIES only queries whose name contains it; a folder keeps the databases for the next run.
/// </summary>
internal static class SizeBenchmark
{
    private const int Days = 30;

    public static async Task RunAsync(bool quick, string? keptIn)
    {
        var rows = long.Parse(Environment.GetEnvironmentVariable("AIINSTRUMENT_ROWS") ?? (quick ? "100000" : "1000000"), CultureInfo.InvariantCulture);
        foreach (var realistic in Environment.GetEnvironmentVariable("AIINSTRUMENT_TRAFFIC") switch { "unkind" => [false], "realistic" => [true], _ => (bool[])[false, true] })
        {
            using var folder = keptIn is null ? new TemporaryFolder() : null;
            var name = realistic ? "realistic" : "unkind";
            await RunAsync(folder?.Path ?? Directory.CreateDirectory(Path.Combine(keptIn!, FormattableString.Invariant($"{name}-{rows}"))).FullName, name, rows, realistic);
        }
    }

    private static async Task RunAsync(string folder, string name, long rows, bool realistic)
    {
        using var database = IngestBenchmark.Database(folder);
        var opening = Stopwatch.GetTimestamp();
        var prices = await database.GetPricesAsync(CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"{name}: opened in {Stopwatch.GetElapsedTime(opening).TotalSeconds:0.0} s"));
        using var opened = await OpenStore.StartAsync(database);
        var store = opened.Store;
        var reader = new OtlpProtobufReader(new DecodingLimits());

        // An arrival of later runs changes little; a kept database is never built twice.
        var there = await CountAsync(database);
        if (there == 0)
        {
            var start = Stopwatch.GetTimestamp();
            var traffic = new SampleTraffic(seed: 4, DateTimeOffset.UtcNow.AddDays(-Days), TimeSpan.FromDays(Days) / rows, realistic);
            for (; there < rows; there += SampleTraffic.BatchSize * 8)
            {
                await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.WriteAsync(IngestBenchmark.Batch(reader, traffic, prices), CancellationToken.None)));
            }

            Console.WriteLine(FormattableString.Invariant($"{name}: {there:N0} rows in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
        }

        var filling = Stopwatch.GetTimestamp();
        var steps = 0;
        while (await store.FillRollupsAsync(UnixTime.Day(DateTimeOffset.UtcNow) - 1) > 0)
        {
            steps++;
        }

        Console.WriteLine(FormattableString.Invariant($"{name}: derived rollups filled in {steps} steps, {Stopwatch.GetElapsedTime(filling).TotalSeconds:0.0} s"));
        Report.Table($"size, {name} traffic: {there:N0} interactions without content over {Days} days", ["what", "bytes/interaction"], await SizesAsync(database, there));
        var times = new QueryTimes(database);
        var alone = await times.MeasureAsync();
        IReadOnlyList<QueryTimes.Time> busy;
        using (var stop = new CancellationTokenSource())
        {
            var arriving = ArriveAsync(store, prices, realistic, stop.Token);
            busy = await times.MeasureAsync();
            await stop.CancelAsync();
            Console.WriteLine(FormattableString.Invariant($"{name}: {await arriving:N0} spans/s arrived meanwhile"));
        }

        Report.Table(
            $"size, {name} traffic: the dashboard's queries, milliseconds (load {Report.Load()})",
            ["query", "processor time", "p50", "p95", "p50 while 1,000 spans/s arrive", "p95"],
            alone.Zip(busy, (one, other) => (string[])[one.Name, Report.Number(one.Processor), Report.Number(one.Median), Report.Number(one.P95), Report.Number(other.Median), Report.Number(other.P95)]));
        await store.StopAsync(CancellationToken.None);
    }

    // A hundred spans every tenth of a second, as 10 applications with an exporter each might send them.
    private static async Task<double> ArriveAsync(SqliteTelemetryStore store, Collector.Pricing.PriceBook prices, bool realistic, CancellationToken stop)
    {
        const int Size = 100;
        var traffic = new SampleTraffic(Environment.TickCount, DateTimeOffset.UtcNow, TimeSpan.FromMilliseconds(1), realistic);
        var reader = new OtlpProtobufReader(new DecodingLimits());
        var start = Stopwatch.GetTimestamp();
        var sent = 0L;
        while (!stop.IsCancellationRequested)
        {
            await Task.Run(() => store.WriteAsync(IngestBenchmark.Batch(reader, traffic, prices, Size), CancellationToken.None), CancellationToken.None);
            sent += Size;
            var ahead = TimeSpan.FromMilliseconds(sent) - Stopwatch.GetElapsedTime(start);
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, CancellationToken.None);
            }
        }

        return sent / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> CountAsync(CollectorDatabase database)
    {
        using var connection = await database.OpenReaderAsync(CancellationToken.None);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(id), 0) FROM interactions";
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<List<string[]>> SizesAsync(CollectorDatabase database, long rows)
    {
        using var connection = await database.OpenReaderAsync(CancellationToken.None);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        return [["whole file", Report.Number((double)(long)command.ExecuteScalar()! / rows)]];
    }
}
