using System.Diagnostics;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Seeding;

/// <summary>Fills a data folder with made-up records: to try the dashboard, and to measure it.</summary>
public static class CollectorSeeding
{
    private const int SpansPerBatch = 512;

    // Enough that the writer always has a whole transaction waiting.
    private const int BatchesInFlight = 32;

    /// <summary>Makes records up and sends them through everything but the network: normalizing, pricing, content, rollups. The collector must not run.</summary>
    /// <param name="dataDirectory">The data folder; created when absent.</param>
    /// <param name="plan">What is made up.</param>
    /// <param name="progress">Told after each transaction or so; null for nobody.</param>
    /// <param name="cancellationToken">Stops after what is on its way is on the disk. The same plan goes on later: what is there is not stored again.</param>
    /// <exception cref="CollectorStartException">The folder is in use, cannot be written, or has records already; the message says which.</exception>
    public static async Task<SeedReport> RunAsync(string dataDirectory, SeedPlan plan, IProgress<SeedProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Rows, 1, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Days, 1, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.Days, 3650, nameof(plan));
        var services = new ServiceCollection().AddLogging().AddMetrics()
            .AddAiCollector(options => (options.DataDirectory, options.MaxQueuedSpans) = (Path.GetFullPath(dataDirectory), int.MaxValue))
            .BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            var database = services.GetRequiredService<CollectorDatabase>();
            await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
            if (!plan.Add && await HasRecordsAsync(database, cancellationToken).ConfigureAwait(false))
            {
                throw new CollectorStartException($"The database in '{database.File.Directory}' has records already: made-up ones could not be told from them later. Take another folder, or ask for them to be added.");
            }

            var store = services.GetRequiredService<SqliteTelemetryStore>();
            await store.StartAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                var clock = new SeedClock(plan.Until.AddDays(-plan.Days));
                var ingest = new SpanIngest(database, store, clock, services.GetRequiredService<ContentPacker>());
                return await RunAsync(ingest, clock, store, database, plan, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (IngestUnavailableException e)
            {
                throw new CollectorStartException(e.Message, e);
            }
            finally
            {
                await store.StopAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task<SeedReport> RunAsync(
        SpanIngest ingest, SeedClock clock, SqliteTelemetryStore store, CollectorDatabase database, SeedPlan plan, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var (stored, duplicates) = (0L, 0L);
        var inFlight = new Queue<Task<IngestResult>>();
        await SendBuildsAsync(ingest, newest: false, cancellationToken).ConfigureAwait(false);
        var newest = false;
        try
        {
            foreach (var batch in new SeededTraffic(plan).Spans().Chunk(SpansPerBatch))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    break;
                }

                // What is sent now has happened just before.
                clock.Now = DateTimeOffset.UnixEpoch.AddTicks((long)(batch[^1].EndUnixNano / 100));
                if (!newest && clock.Now >= plan.Until.AddDays(plan.Days * (SeededServices.NewestFrom - 1)))
                {
                    newest = true;
                    await SendBuildsAsync(ingest, newest, CancellationToken.None).ConfigureAwait(false);
                }

                inFlight.Enqueue(ingest.IngestAsync(Workspaces.DefaultId, batch, CancellationToken.None).AsTask());
                if (inFlight.Count == BatchesInFlight)
                {
                    await TakeAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            while (inFlight.Count > 0)
            {
                await TakeAsync().ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var filling = Stopwatch.GetTimestamp();
        while (await store.FillRollupsAsync(UnixTime.Day(plan.Until) - 1).ConfigureAwait(false) > 0)
        {
            // The collector fills what is left when it runs.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new SeedReport(stored, duplicates, seconds, Stopwatch.GetElapsedTime(filling).TotalSeconds, database.File.Bytes + database.File.WalBytes);

        async Task TakeAsync()
        {
            var result = await inFlight.Dequeue().ConfigureAwait(false);
            stored += result.Stored;
            duplicates += result.Duplicates;
            progress?.Report(new SeedProgress(stored + duplicates, plan.Rows, Stopwatch.GetElapsedTime(begun)));
        }
    }

    private static async Task SendBuildsAsync(SpanIngest ingest, bool newest, CancellationToken cancellationToken)
    {
        DecodedSpan[] registries = [.. new[] { SeededServices.Desk, SeededServices.Office }.Select(service => SeededRegistry.Of(service, SeededServices.BuildOf(service, newest ? 1 : 0), newest))];
        await ingest.IngestAsync(Workspaces.DefaultId, registries, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> HasRecordsAsync(CollectorDatabase database, CancellationToken cancellationToken)
    {
        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM interactions)";
        return (long)command.ExecuteScalar()! != 0;
    }

    /// <summary>The time that the made-up world has.</summary>
    private sealed class SeedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
