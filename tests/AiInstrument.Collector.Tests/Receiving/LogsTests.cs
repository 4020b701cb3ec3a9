using System.Net;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class LogsTests
{
    private const string Details = "gen_ai.client.inference.operation.details";

    private static readonly byte[] s_mixed = Request(
        Record(Details)
            .Message(6, Otlp.Attribute("gen_ai.response.model", v => v.Text(1, "gpt-4o-2024-08-06")))
            .Message(6, Otlp.Attribute("gen_ai.usage.input_tokens", v => v.Varint(3, 12UL)))
            .Message(6, Otlp.Attribute("gen_ai.response.finish_reasons", v => v.Message(5, a => a.Message(1, e => e.Text(1, "stop")))))
            .Message(6, Otlp.Attribute("gen_ai.input.messages", v => v.Text(1, "the prompt"))),
        Record("gen_ai.user.message").Message(5, body => body.Text(1, "the prompt")),
        Record("gen_ai.user.message").Message(5, body => body.Text(1, "more of it")),
        Record("gen_ai.evaluation.result"),
        new ProtoWriter().Text(12, Details),
        new ProtoWriter().Text(3, "INFO").Message(5, body => body.Text(1, "request finished")));

    private const string MixedMessage =
        "1 log record(s) are no GenAI events; 1 log record(s) name no valid trace and span; 2 log record(s) hold message texts, which are not stored; "
        + "1 log record(s) tell nothing that is kept of a call.";

    private const string MixedJson = """
        {"resourceLogs":[{"resource":{},"scopeLogs":[{"scope":{"name":"s"},"logRecords":[
          {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","eventName":"gen_ai.client.inference.operation.details","timeUnixNano":"7","attributes":[
            {"key":"gen_ai.response.model","value":{"stringValue":"gpt-4o-2024-08-06"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}},
            {"key":"gen_ai.response.finish_reasons","value":{"arrayValue":{"values":[{"stringValue":"stop"}]}}},{"key":"gen_ai.input.messages","value":{"stringValue":"the prompt"}}]},
          {"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","attributes":[{"key":"event.name","value":{"stringValue":"gen_ai.user.message"}}],"timeUnixNano":7,"body":{"stringValue":"the prompt"}},
          {"trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174","event_name":"gen_ai.user.message","body":{"stringValue":"more of it"}},
          {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","eventName":"gen_ai.evaluation.result","unknown":[{}]},
          {"eventName":"gen_ai.client.inference.operation.details"},
          {"severityText":"INFO","severityNumber":9,"body":{"stringValue":"request finished"}}]}]}]}
        """;

    [Fact]
    public async Task Facts_of_genai_events_are_kept_and_the_rest_is_rejected_by_reason_on_every_path()
    {
        await using var collector = await TestCollector.StartAsync();

        using var protobuf = await collector.ExportAsync(HttpCalls.Gzipped(s_mixed), configure: HttpCalls.Gzip, path: "/v1/logs");
        using var json = await collector.ExportJsonAsync(MixedJson, "/v1/logs");
        var grpc = await collector.Grpc.CallAsync(s_mixed, path: GrpcCaller.Logs);

        AssertPartial((await protobuf.ProtobufAsync()).Message(1));
        AssertPartial(grpc.Response.Message(1));
        Assert.Equal($$$"""{"partialSuccess":{"rejectedLogRecords":"5","errorMessage":"{{{MixedMessage}}}"}}""", await json.JsonAsync());
        Assert.Equal(3, collector.Store.Batches.Count);
        foreach (var batch in collector.Store.Batches)
        {
            Assert.Equal(3, batch.Facts.Count);
            Assert.All(batch.Facts, record => Assert.Equal(0xeee19b7ec3c1b174, record.SpanId));
            var said = Assert.Single(batch.Facts, record => record.Facts.TellAnything).Facts;
            Assert.Equal(("gpt-4o-2024-08-06", 12L, "stop", 1), (said.ResponseModel, said.Usage.Input, said.FinishReason, said.Messages));
        }
    }

    [Fact]
    public async Task What_was_dropped_is_in_the_metrics_by_reason_and_no_text_is_anywhere()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(s_mixed, path: "/v1/logs");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, collector.Metric("aiinstrument_collector_logs_kept_total"));
        Assert.Equal(1, collector.Metric("aiinstrument_collector_logs_dropped_total{reason=\"not_genai\"}"));
        Assert.Equal(1, collector.Metric("aiinstrument_collector_logs_dropped_total{reason=\"no_span\"}"));
        Assert.Equal(2, collector.Metric("aiinstrument_collector_logs_dropped_total{reason=\"message_text\"}"));
        Assert.Equal(1, collector.Metric("aiinstrument_collector_logs_dropped_total{reason=\"nothing_to_keep\"}"));
        Assert.DoesNotContain(collector.Logs.Lines, line => line.Text.Contains("the prompt", StringComparison.Ordinal));
        Assert.DoesNotContain(collector.Store.Facts, record => record.ToString().Contains("the prompt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_that_are_all_kept_are_no_partial_success()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(
            Request(Record("gen_ai.choice").Message(5, body => body.Message(6, map => map.Message(1, Otlp.Attribute("finish_reason", v => v.Text(1, "stop")))))), path: "/v1/logs");

        Assert.True((await response.ProtobufAsync()).IsEmpty);
        Assert.Equal("stop", Assert.Single(collector.Store.Facts).Facts.Choices.Text);
    }

    [Fact]
    public async Task Logs_that_cannot_be_stored_now_may_be_sent_again()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Store.Failure = new IngestUnavailableException("The queue is full.", TimeSpan.FromSeconds(2));

        using var overHttp = await collector.ExportAsync(s_mixed, path: "/v1/logs");
        var overGrpc = await collector.Grpc.CallAsync(s_mixed, path: GrpcCaller.Logs);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, overHttp.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), overHttp.Headers.RetryAfter?.Delta);
        Assert.Equal(2, overGrpc.StatusDetails.Message(3).Message(2).Message(1).Number(1));
    }

    private static byte[] Request(params ProtoWriter[] records)
    {
        var scope = new ProtoWriter().Message(1, s => s.Text(1, "s"));
        foreach (var record in records)
        {
            scope.Message(2, record);
        }

        return new ProtoWriter().Message(1, rl => rl.Message(1, _ => { }).Message(2, scope)).ToArray();
    }

    private static ProtoWriter Record(string name) => new ProtoWriter().Fixed64(1, 7).Bytes(9, Otlp.TraceId).Bytes(10, Otlp.SpanId).Text(12, name);

    private static void AssertPartial(ProtoMessage partialSuccess)
    {
        Assert.Equal(5, partialSuccess.Number(1));
        Assert.Equal(MixedMessage, partialSuccess.Text(2));
    }
}
