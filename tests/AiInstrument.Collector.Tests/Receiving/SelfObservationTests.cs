using System.Diagnostics.Metrics;
using System.Net;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Receiving.Answers;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class SelfObservationTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Metrics_are_in_prometheus_text_with_units_labels_and_what_waits()
    {
        using var recorder = await RecorderAsync();
        var received = new ReceivingMetrics(Meters);
        var stored = new StoreMetrics(Meters) { Queued = () => 7 };

        stored.Committed(TimeSpan.FromSeconds(1.5), [new WriteResult(3, 1, 0, 0), new WriteResult(2, 0, 0, 0)]);
        stored.Committed(TimeSpan.FromSeconds(0.004), []);
        stored.Expired(500);
        received.Answered(OtlpSignal.Traces, RpcCode.Unavailable);
        received.Answered(OtlpSignal.Traces, RpcCode.Unavailable);

        var lines = MetricsText.Write(recorder.Read()).Split('\n');
        Assert.Contains("# TYPE aiinstrument_collector_interactions_stored_total counter", lines);
        Assert.Contains("aiinstrument_collector_interactions_stored_total 5", lines);
        Assert.Contains("aiinstrument_collector_interactions_duplicate_total 1", lines);
        Assert.Contains("# TYPE aiinstrument_collector_commit_time_seconds histogram", lines);
        Assert.Contains("aiinstrument_collector_commit_time_seconds_bucket{le=\"0.002\"} 0", lines);
        Assert.Contains("aiinstrument_collector_commit_time_seconds_bucket{le=\"0.005\"} 1", lines);
        Assert.Contains("aiinstrument_collector_commit_time_seconds_bucket{le=\"2\"} 2", lines);
        Assert.Contains("aiinstrument_collector_commit_time_seconds_bucket{le=\"+Inf\"} 2", lines);
        Assert.Contains("aiinstrument_collector_commit_time_seconds_sum 1.504", lines);
        Assert.Contains("aiinstrument_collector_commit_time_seconds_count 2", lines);
        Assert.Contains("aiinstrument_collector_commits_failed_total 0", lines);
        Assert.Contains("aiinstrument_collector_rows_removed_total 500", lines);
        Assert.Contains("# TYPE aiinstrument_collector_queue_depth gauge", lines);
        Assert.Contains("aiinstrument_collector_queue_depth 7", lines);
        Assert.Contains("# TYPE aiinstrument_collector_database_wal_size_bytes gauge", lines);
        Assert.Contains("aiinstrument_collector_requests_refused_total{signal=\"traces\",code=\"Unavailable\"} 2", lines);
        Assert.All(lines, line => Assert.Matches("^(|# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{.+\\})? [0-9.E+-]+)$", line));
    }

    [Theory]
    [InlineData("127.0.0.1", false, MetricsAccess.ThisMachine, null, 200)]
    [InlineData("192.0.2.7", false, MetricsAccess.ThisMachine, ApiKeyScopes.Read, 403)]
    [InlineData("127.0.0.1", true, MetricsAccess.ThisMachine, null, 403)]
    [InlineData("127.0.0.1", false, MetricsAccess.ReadKey, null, 200)]
    [InlineData("192.0.2.7", false, MetricsAccess.ReadKey, null, 401)]
    [InlineData("127.0.0.1", true, MetricsAccess.ReadKey, null, 401)]
    [InlineData("192.0.2.7", false, MetricsAccess.ReadKey, ApiKeyScopes.None, 401)]
    [InlineData("192.0.2.7", false, MetricsAccess.ReadKey, ApiKeyScopes.Ingest, 403)]
    [InlineData("192.0.2.7", false, MetricsAccess.ReadKey, ApiKeyScopes.Read, 200)]
    public async Task Metrics_are_shown_on_this_machine_and_where_that_is_set_to_keys_that_may_read(string sender, bool proxied, MetricsAccess access, ApiKeyScopes? scopes, int status)
    {
        await using var collector = await Storage.TestCollector.StartAsync();
        await collector.Access.EnsureApiKeyAsync("a-key-of-the-test-0123456789", scopes ?? ApiKeyScopes.Read, TestContext.Current.CancellationToken);
        using var recorder = await RecorderAsync();
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(sender) } };
        if (proxied)
        {
            context.Request.Headers["X-Forwarded-For"] = "192.0.2.7";
        }

        if (scopes is { } may)
        {
            context.Request.Headers.Authorization = "Bearer " + (may == ApiKeyScopes.None ? "unknown" : "a-key-of-the-test-0123456789");
        }

        await Observation(recorder, new Healthy(), collector.Access, access).MetricsAsync(context);

        Assert.Equal(status, context.Response.StatusCode);
    }

    [Theory]
    [InlineData(0.5, 0.00875)]
    [InlineData(0.95, 9.375)]
    [InlineData(0.1, 0.0015)]
    [InlineData(1, 10)]
    public void A_percentile_is_read_from_the_buckets(double share, double expected)
    {
        // Two in (1 ms, 2 ms], four in (5 ms, 10 ms], four of 5 to 10 s.
        double[] bounds = [0.001, 0.002, 0.005, 0.01, 5, 10];

        Assert.Equal(expected, new MetricDistribution(bounds, [0, 2, 0, 4, 0, 4, 0], 0).Percentile(share)!.Value, tolerance: 1e-9);
        Assert.Null(new MetricDistribution(bounds, new long[7], 0).Percentile(share));
        Assert.Equal(10, new MetricDistribution(bounds, [0, 0, 0, 0, 0, 0, 1], 0).Percentile(share));
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_is_not_ready_until_a_write_succeeds()
    {
        await using var collector = await Storage.TestCollector.StartAsync();
        var span = Spans.Chat();
        using (var foreign = collector.OpenForeign())
        {
            using var holding = foreign.BeginTransaction(deferred: false);
            await Assert.ThrowsAsync<IngestUnavailableException>(async () => await collector.SendAsync(span));
            Assert.Equal(new StorageProblem("The collector's database is locked; try again.", Storage.TestCollector.Noon) { Kind = StorageProblemKind.Locked }, collector.Health.Problem);
            Assert.Equal(503, await ReadyAsync(collector));
        }

        await collector.SendAsync(span);

        Assert.Null(collector.Health.Problem);
        Assert.Equal(200, await ReadyAsync(collector));
    }

    private async Task<int> ReadyAsync(Storage.TestCollector collector)
    {
        using var recorder = await RecorderAsync();
        var context = new DefaultHttpContext();
        await Observation(recorder, collector.Health, collector.Access, MetricsAccess.ThisMachine).ReadyAsync(context);
        return context.Response.StatusCode;
    }

    private async Task<MetricsRecorder> RecorderAsync()
    {
        var recorder = new MetricsRecorder(Meters, TimeProvider.System);
        await recorder.StartAsync(TestContext.Current.CancellationToken);
        return recorder;
    }

    private static SelfObservation Observation(MetricsRecorder recorder, ICollectorHealth health, IAccessStore access, MetricsAccess metrics) =>
        new(recorder, health, access, Options.Create(new CollectorOptions { MetricsAccess = metrics }));

    private sealed class Healthy : ICollectorHealth
    {
        public StorageProblem? Problem => null;
    }
}
