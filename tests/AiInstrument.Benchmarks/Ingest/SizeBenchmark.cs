using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Traffic;
using AiInstrument.Collector;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiInstrument.Benchmarks.Ingest;

/// <summary>Bytes of the database for each interaction, spread over 30 days, and how long pages wait for their queries then. AIINSTRUMENT_ROWS says how many.</summary>
internal static class SizeBenchmark
{
    private const int Days = 30;

    public static async Task RunAsync(bool quick)
    {
        var rows = long.Parse(Environment.GetEnvironmentVariable("AIINSTRUMENT_ROWS") ?? (quick ? "100000" : "1000000"), CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        using var database = IngestBenchmark.Database(folder.Path);
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var prices = await database.GetPricesAsync(CancellationToken.None);
        using var store = new SqliteTelemetryStore(
            database, Options.Create(new CollectorOptions { DataDirectory = folder.Path }), new StoreMetrics(services.GetRequiredService<IMeterFactory>()), TimeProvider.System, NullLogger<SqliteTelemetryStore>.Instance);
        await store.StartAsync(CancellationToken.None);
        var traffic = new SampleTraffic(seed: 4, DateTimeOffset.UtcNow.AddDays(-Days), TimeSpan.FromDays(Days) / rows);
        var reader = new OtlpProtobufReader(new DecodingLimits());
        for (var written = 0L; written < rows; written += SampleTraffic.BatchSize * 8)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.WriteAsync(IngestBenchmark.Batch(reader, traffic, prices), CancellationToken.None)));
        }

        await store.StopAsync(CancellationToken.None);
        var tables = new List<string[]>();
        using (var connection = await database.OpenReaderAsync(CancellationToken.None))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
            tables.Add(["whole file", PerRow(Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture))]);
        }

        Report.Table($"size: {rows:N0} interactions without content over {Days} days", ["what", "bytes/interaction"], tables);
        var queries = new List<string[]>();
        var window = new UsageWindow("30d", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1 - Days), DateOnly.FromDateTime(DateTime.UtcNow));
        await TimeAsync("totals, 30 days", usage => usage.GetTotalsAsync(1, window, UsageFilter.None, default));
        await TimeAsync("by user, 30 days", usage => usage.GetBreakdownAsync(1, window, UsageFilter.None, UsageDimension.User, default));
        await TimeAsync("newest records", usage => usage.GetRecordsAsync(1, new RecordQuery { Window = window }, default));
        await TimeAsync("newest records of a user", usage => usage.GetRecordsAsync(1, new RecordQuery { Window = window, Filter = new() { User = "user-7" } }, default));
        await TimeAsync("records of a user that has none", usage => usage.GetRecordsAsync(1, new RecordQuery { Window = window, Filter = new() { User = "nobody" } }, default));
        await TimeAsync("records of one feature and one user", usage => usage.GetRecordsAsync(1, new RecordQuery { Window = window, Filter = new() { User = "user-7", Feature = "ticket.feature3" } }, default));
        var record = (await MiddleRecordAsync(database))!;
        await TimeAsync("one trace", usage => usage.GetTraceAsync(1, record.TraceId, 1, 200, default));
        await TimeAsync("one session", usage => usage.GetSessionAsync(1, record.Session!, 1, 50, default));
        await TimeAsync("one record", usage => usage.GetRecordAsync(1, record.Id, default));
        await TimeAsync("newest 50 traces", usage => usage.GetLatestTracesAsync(1, 50, default));
        Report.Table("size: queries on this file, the fastest of 3", ["query", "ms"], queries);

        async Task<InteractionDetail?> MiddleRecordAsync(CollectorDatabase from)
        {
            using var usage = new SqliteUsageQueries(from);
            return await usage.GetRecordAsync(1, rows / 2, default);
        }

        string PerRow(long bytes) => Report.Number((double)bytes / rows);

        async Task TimeAsync(string name, Func<IUsageQueries, Task> query)
        {
            var fastest = double.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                using var usage = new SqliteUsageQueries(database);
                var start = Stopwatch.GetTimestamp();
                await query(usage);
                fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            queries.Add([name, Report.Number(fastest)]);
        }
    }
}
