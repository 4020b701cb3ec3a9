using System.Net;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class PressureTests
{
    private const int Unavailable = 14;
    private const string RetryInfoType = "type.googleapis.com/google.rpc.RetryInfo";

    [Fact]
    public async Task An_unavailable_store_is_answered_503_with_when_to_retry_in_protobuf()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Ingest.Answer = Fail(TimeSpan.FromMilliseconds(2_500));

        using var response = await collector.ExportAsync(Otlp.FullRequest());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter?.Delta);
        AssertRetryStatus(await response.ProtobufAsync(), seconds: 2, nanos: 500_000_000);
    }

    [Fact]
    public async Task An_unavailable_store_is_answered_503_with_when_to_retry_in_json()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Ingest.Answer = Fail(TimeSpan.FromMilliseconds(2_500));

        using var response = await collector.ExportJsonAsync(Otlp.FullRequestJson);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            $$"""{"code":14,"message":"The queue is full.","details":[{"@type":"{{RetryInfoType}}","retryDelay":"2.5s"}]}""",
            await response.JsonAsync());
    }

    [Fact]
    public async Task An_unavailable_store_is_unavailable_with_retry_info_over_grpc()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Ingest.Answer = Fail(TimeSpan.FromSeconds(7));

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest());

        Assert.Equal(Unavailable, answer.Status);
        Assert.Equal("The queue is full.", answer.Message);
        AssertRetryStatus(answer.StatusDetails, seconds: 7, nanos: 0);
    }

    [Fact]
    public async Task A_retry_after_is_at_least_a_second()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Ingest.Answer = Fail(TimeSpan.Zero);

        using var response = await collector.ExportAsync(Otlp.FullRequest());

        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task More_requests_than_may_be_in_progress_are_told_to_retry_and_the_place_is_given_back()
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxConcurrentRequests = 1);
        using var held = new HeldContent(Otlp.FullRequest());
        using var holding = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = held };
        held.Headers.Add("Content-Type", HttpCalls.ProtobufType);

        // The server asks for the body when it begins to read it, and then the request has its place.
        holding.Headers.ExpectContinue = true;
        var first = collector.Http.SendAsync(holding, TestContext.Current.CancellationToken);
        await held.Asked;

        using var overHttp = await collector.ExportAsync(Otlp.FullRequest());
        var overGrpc = await collector.Grpc.CallAsync(Otlp.FullRequest());
        held.Release();
        using var firstResponse = await first;
        using var afterwards = await collector.ExportAsync(Otlp.FullRequest());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, overHttp.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), overHttp.Headers.RetryAfter?.Delta);
        Assert.Equal(Unavailable, overGrpc.Status);
        Assert.Equal(1, overGrpc.StatusDetails.Message(3).Message(2).Message(1).Number(1));
        Assert.Equal(HttpStatusCode.OK, firstResponse.StatusCode);
        Assert.Equal(HttpStatusCode.OK, afterwards.StatusCode);
        Assert.Equal(2, collector.Ingest.Batches.Count);
    }

    [Fact]
    public async Task A_great_many_calls_on_one_connection_are_each_told_to_retry_and_none_is_reset()
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxConcurrentRequests = 1);
        using var held = new HeldContent(Otlp.FullRequest());
        using var holding = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = held };
        held.Headers.Add("Content-Type", HttpCalls.ProtobufType);
        holding.Headers.ExpectContinue = true;
        var first = collector.Http.SendAsync(holding, TestContext.Current.CancellationToken);
        await held.Asked;
        var body = Otlp.Request([.. Enumerable.Repeat(Otlp.FullSpan(), 2_000)]);

        var refused = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => collector.Grpc.CallAsync(body)));
        held.Release();
        using var firstResponse = await first;

        Assert.All(refused, answer => Assert.Equal((Unavailable, 1L), (answer.Status, answer.StatusDetails.Message(3).Message(2).Message(1).Number(1))));
        Assert.Equal(HttpStatusCode.OK, firstResponse.StatusCode);
    }

    [Fact]
    public async Task A_request_that_waits_for_its_commit_holds_no_place()
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxConcurrentRequests = 1);
        var firstArrived = new TaskCompletionSource();
        var secondArrived = new TaskCompletionSource();
        collector.Ingest.Answer = async (spans, _) =>
        {
            if (!firstArrived.TrySetResult())
            {
                secondArrived.SetResult();
            }

            await secondArrived.Task;
            return new IngestResult(spans.Count, 0, 0, 0, null);
        };

        var first = collector.ExportAsync(Otlp.FullRequest());
        await firstArrived.Task;
        var second = await collector.Grpc.CallAsync(Otlp.FullRequest());

        using var response = await first;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, second.Status);
    }

    [Fact]
    public async Task A_request_in_progress_is_finished_when_the_collector_stops()
    {
        await using var collector = await TestCollector.StartAsync();
        var arrived = new TaskCompletionSource();
        var stopping = new TaskCompletionSource();
        collector.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        collector.Ingest.Answer = async (spans, _) =>
        {
            arrived.SetResult();
            await stopping.Task;
            return new IngestResult(spans.Count, 0, 0, 0, null);
        };

        var request = collector.ExportAsync(Otlp.FullRequest());
        await arrived.Task;
        await collector.StopAsync();

        using var response = await request;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_is_logged_and_answered_without_its_text()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Ingest.Answer = (_, _) => throw new InvalidOperationException("secret detail");

        using var overHttp = await collector.ExportAsync(Otlp.FullRequest());
        var overGrpc = await collector.Grpc.CallAsync(Otlp.FullRequest());

        Assert.Equal(HttpStatusCode.InternalServerError, overHttp.StatusCode);
        Assert.Equal("The collector failed; its log says why.", (await overHttp.ProtobufAsync()).Text(2));
        Assert.Equal(13, overGrpc.Status);
        Assert.Equal("The collector failed; its log says why.", overGrpc.Message);
        Assert.Equal(2, collector.Logs.Lines.Count(l => l.Text.StartsWith("An OTLP traces request failed.", StringComparison.Ordinal) && l.Text.Contains("secret detail", StringComparison.Ordinal)));
    }

    private static Func<IReadOnlyList<Collector.Decoding.DecodedSpan>, CancellationToken, ValueTask<IngestResult>> Fail(TimeSpan retryAfter) =>
        (_, _) => throw new IngestUnavailableException("The queue is full.", retryAfter);

    private static void AssertRetryStatus(ProtoMessage status, long seconds, long nanos)
    {
        Assert.Equal(Unavailable, status.Number(1));
        Assert.Equal("The queue is full.", status.Text(2));
        var any = status.Message(3);
        Assert.Equal(RetryInfoType, any.Text(1));
        var delay = any.Message(2).Message(1);
        Assert.Equal(seconds, delay.Number(1));
        Assert.Equal(nanos, delay.Number(2));
    }

    /// <summary>A body that is sent when the test says so.</summary>
    private sealed class HeldContent(byte[] body) : HttpContent
    {
        private readonly TaskCompletionSource _asked = new();
        private readonly TaskCompletionSource _released = new();

        public Task Asked => _asked.Task;

        public void Release() => _released.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _asked.SetResult();
            await _released.Task;
            await stream.WriteAsync(body);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
