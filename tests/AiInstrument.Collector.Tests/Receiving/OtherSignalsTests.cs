using System.Net;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class OtherSignalsTests
{
    private const string MetricsMessage = "This collector keeps LLM calls; metrics are not kept.";

    private static readonly byte[] s_threeDataPoints = new ProtoWriter()
        .Message(1, rm => rm.Message(2, sm => sm
            .Message(2, m => m.Message(5, g => g.Message(1, _ => { }).Message(1, _ => { })))
            .Message(2, m => m.Message(7, s => s.Message(1, _ => { }))))).ToArray();

    private static readonly byte[] s_twoLogRecords = new ProtoWriter()
        .Message(1, rl => rl.Message(2, sl => sl.Message(2, _ => { }).Message(2, _ => { }))).ToArray();

    [Fact]
    public async Task Metrics_are_acknowledged_as_rejected_with_their_number_of_data_points()
    {
        await using var collector = await TestCollector.StartAsync();

        using var protobuf = await collector.ExportAsync(s_threeDataPoints, path: "/v1/metrics");
        using var json = await collector.ExportJsonAsync(
            """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{"dataPoints":[{}]}}]}]}]}""", "/v1/metrics");
        var grpc = await collector.Grpc.CallAsync(s_threeDataPoints, path: GrpcCaller.Metrics);

        Assert.Equal(HttpStatusCode.OK, protobuf.StatusCode);
        AssertRejected((await protobuf.ProtobufAsync()).Message(1), 3, MetricsMessage);
        Assert.Equal($$$"""{"partialSuccess":{"rejectedDataPoints":"1","errorMessage":"{{{MetricsMessage}}}"}}""", await json.JsonAsync());
        AssertRejected(grpc.Response.Message(1), 3, MetricsMessage);
    }

    [Fact]
    public async Task Logs_are_acknowledged_as_rejected_with_their_number_of_records()
    {
        await using var collector = await TestCollector.StartAsync();

        using var protobuf = await collector.ExportAsync(HttpCalls.Gzipped(s_twoLogRecords), configure: HttpCalls.Gzip, path: "/v1/logs");
        using var json = await collector.ExportJsonAsync("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]}""", "/v1/logs");
        var grpc = await collector.Grpc.CallAsync(s_twoLogRecords, path: GrpcCaller.Logs);

        AssertRejected((await protobuf.ProtobufAsync()).Message(1), 2, "2 log record(s) are no GenAI events.");
        Assert.Equal($$$"""{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"1 log record(s) are no GenAI events."}}""", await json.JsonAsync());
        AssertRejected(grpc.Response.Message(1), 2, "2 log record(s) are no GenAI events.");
    }

    [Theory]
    [InlineData("/v1/metrics")]
    [InlineData("/v1/logs")]
    public async Task A_request_with_nothing_in_it_has_nothing_rejected(string path)
    {
        await using var collector = await TestCollector.StartAsync();

        using var protobuf = await collector.ExportAsync([], path: path);
        using var json = await collector.ExportJsonAsync("{}", path);

        Assert.True((await protobuf.ProtobufAsync()).IsEmpty);
        Assert.Equal("{}", await json.JsonAsync());
    }

    [Fact]
    public async Task Malformed_metrics_and_logs_are_refused()
    {
        await using var collector = await TestCollector.StartAsync();

        using var metrics = await collector.ExportAsync([0x0A, 0x05], path: "/v1/metrics");
        using var logs = await collector.ExportJsonAsync("{", "/v1/logs");
        var grpc = await collector.Grpc.CallAsync([0x0A, 0x05], path: GrpcCaller.Logs);

        Assert.Equal(HttpStatusCode.BadRequest, metrics.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, logs.StatusCode);
        Assert.Equal(3, grpc.Status);
    }

    private static void AssertRejected(ProtoMessage partialSuccess, long count, string message)
    {
        Assert.Equal(count, partialSuccess.Number(1));
        Assert.Equal(message, partialSuccess.Text(2));
    }
}
