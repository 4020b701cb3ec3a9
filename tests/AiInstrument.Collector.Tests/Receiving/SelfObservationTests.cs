using System.Diagnostics.Metrics;
using System.Net;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class SelfObservationTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Metrics_are_in_prometheus_text_with_units_labels_and_what_waits()
    {
        using var text = new MetricsText(Meters);
        var received = new ReceivingMetrics(Meters);
        var stored = new StoreMetrics(Meters) { Queued = () => 7 };

        stored.Committed(TimeSpan.FromSeconds(1.5), [new WriteResult(3, 1, 0, 0), new WriteResult(2, 0, 0, 0)]);
        received.Answered(OtlpSignal.Traces, RpcCode.Unavailable);
        received.Answered(OtlpSignal.Traces, RpcCode.Unavailable);

        var lines = text.Write().Split('\n');
        Assert.Contains("# TYPE aiinstrument_collector_interactions_stored_total counter", lines);
        Assert.Contains("aiinstrument_collector_interactions_stored_total 5", lines);
        Assert.Contains("aiinstrument_collector_interactions_duplicate_total 1", lines);
        Assert.Contains("aiinstrument_collector_commit_time_seconds_total 1.5", lines);
        Assert.Contains("aiinstrument_collector_commits_failed_total 0", lines);
        Assert.Contains("# TYPE aiinstrument_collector_queue_depth gauge", lines);
        Assert.Contains("aiinstrument_collector_queue_depth 7", lines);
        Assert.Contains("aiinstrument_collector_requests_refused_total{signal=\"traces\",code=\"Unavailable\"} 2", lines);
        Assert.All(lines, line => Assert.Matches("^(|# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{.+\\})? [0-9.E+-]+)$", line));
    }

    [Theory]
    [InlineData("127.0.0.1", false, 200)]
    [InlineData("192.0.2.7", false, 403)]
    [InlineData("127.0.0.1", true, 403)]
    public async Task Metrics_are_shown_on_this_machine_alone(string sender, bool proxied, int status)
    {
        using var text = new MetricsText(Meters);
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(sender) } };
        if (proxied)
        {
            context.Request.Headers["X-Forwarded-For"] = "192.0.2.7";
        }

        await new SelfObservation(text, new Healthy()).MetricsAsync(context);

        Assert.Equal(status, context.Response.StatusCode);
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
        using var text = new MetricsText(Meters);
        var context = new DefaultHttpContext();
        await new SelfObservation(text, collector.Health).ReadyAsync(context);
        return context.Response.StatusCode;
    }

    private sealed class Healthy : ICollectorHealth
    {
        public StorageProblem? Problem => null;
    }
}
