using System.Net;
using AiInstrument.Collector.Memory;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Receiving.Bodies;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class RequestLimitTests
{
    private const int Limit = 64 * 1024;
    private const int ResourceExhausted = 8;

    [Fact]
    public async Task A_hundred_megabytes_of_gzip_content_are_answered_413_and_the_collector_goes_on()
    {
        await using var collector = await TestCollector.StartAsync();
        var bomb = HttpCalls.Gzipped(new byte[100 * 1024 * 1024]);

        using var refused = await collector.ExportAsync(bomb, configure: HttpCalls.Gzip);
        using var accepted = await collector.ExportAsync(Otlp.FullRequest());

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal(ResourceExhausted, (await refused.ProtobufAsync()).Number(1));
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task A_hundred_megabytes_in_a_compressed_grpc_message_are_resource_exhausted_and_the_collector_goes_on()
    {
        await using var collector = await TestCollector.StartAsync();
        var bomb = GrpcCaller.Frame(HttpCalls.Gzipped(new byte[100 * 1024 * 1024]), flag: 1);

        var refused = await collector.Grpc.SendFrameAsync(bomb, HttpCalls.Header("grpc-encoding", "gzip"));
        var accepted = await collector.Grpc.CallAsync(Otlp.FullRequest());

        Assert.Equal(ResourceExhausted, refused.Status);
        Assert.Equal("The request is larger than 20971520 bytes after decompression; send smaller batches.", refused.Message);
        Assert.Equal(0, accepted.Status);
    }

    [Fact]
    public async Task A_bomb_of_json_is_answered_413_and_the_collector_goes_on()
    {
        await using var collector = await TestCollector.StartAsync();
        var spaces = new byte[100 * 1024 * 1024];
        spaces.AsSpan().Fill((byte)' ');

        using var refused = await collector.ExportAsync(HttpCalls.Gzipped(spaces), HttpCalls.JsonType, HttpCalls.Gzip);
        using var accepted = await collector.ExportJsonAsync(Otlp.FullRequestJson);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.StartsWith("""{"code":8,"message":""", await refused.JsonAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.Equal(0, collector.MemoryTaken);
    }

    [Fact]
    public async Task A_body_within_the_limit_that_stands_for_far_more_memory_is_refused_on_every_path()
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxRequestBytes = Limit);
        var span = Otlp.Span();
        for (var i = 0; i < 256; i++)
        {
            span.Message(11, _ => { });
        }

        var protobuf = Otlp.Request([.. Enumerable.Repeat(span, 100)]);
        var element = "{\"events\":[" + string.Join(',', Enumerable.Repeat("{}", 256)) + "]}";
        var json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + string.Join(',', Enumerable.Repeat(element, 70)) + "]}]}]}";

        using var overHttp = await collector.ExportAsync(protobuf);
        using var asJson = await collector.ExportJsonAsync(json);
        var overGrpc = await collector.Grpc.CallAsync(protobuf);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, overHttp.StatusCode);
        Assert.Equal("The request takes more than 786432 bytes of memory; send smaller batches.", (await overHttp.ProtobufAsync()).Text(2));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, asJson.StatusCode);
        Assert.Equal(ResourceExhausted, overGrpc.Status);
        Assert.Equal(0, collector.MemoryTaken);
    }

    [Fact]
    public async Task Requests_share_the_memory_and_one_that_does_not_fit_now_is_told_to_retry()
    {
        await using var collector = await TestCollector.StartAsync(o => (o.MaxRequestBytes, o.MaxRequestMemoryBytes) = (Limit, 1));
        var arrived = new TaskCompletionSource();
        var stored = new TaskCompletionSource();
        collector.Ingest.Answer = async (spans, _) =>
        {
            arrived.TrySetResult();
            await stored.Task;
            return new IngestResult(spans.Count, 0, 0, 0, null);
        };
        var first = collector.ExportAsync(Otlp.Request([.. Enumerable.Repeat(Otlp.Span(), 1_300)]));
        await arrived.Task;

        using var overHttp = await collector.ExportAsync(Otlp.FullRequest());
        var overGrpc = await collector.Grpc.CallAsync(Otlp.FullRequest());
        stored.SetResult();
        using var firstResponse = await first;
        using var afterwards = await collector.ExportAsync(Otlp.FullRequest());

        Assert.Equal(HttpStatusCode.OK, firstResponse.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, overHttp.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), overHttp.Headers.RetryAfter?.Delta);
        Assert.Equal(1, overGrpc.StatusDetails.Message(3).Message(2).Message(1).Number(1));
        Assert.Equal(HttpStatusCode.OK, afterwards.StatusCode);
        Assert.Equal(0, collector.MemoryTaken);
    }

    [Theory]
    [InlineData(Limit, false, HttpStatusCode.OK)]
    [InlineData(Limit, true, HttpStatusCode.OK)]
    [InlineData(Limit + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(Limit + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_http_limit_is_exact_before_and_after_compression(int size, bool gzip, HttpStatusCode expected)
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxRequestBytes = Limit);
        var body = RequestOfSize(size);

        using var response = gzip
            ? await collector.ExportAsync(HttpCalls.Gzipped(body), configure: HttpCalls.Gzip)
            : await collector.ExportAsync(body);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(Limit, false, 0)]
    [InlineData(Limit, true, 0)]
    [InlineData(Limit + 1, false, ResourceExhausted)]
    [InlineData(Limit + 1, true, ResourceExhausted)]
    public async Task The_grpc_limit_is_exact_before_and_after_compression(int size, bool gzip, int expected)
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxRequestBytes = Limit);
        var body = RequestOfSize(size);

        var answer = gzip
            ? await collector.Grpc.SendFrameAsync(GrpcCaller.Frame(HttpCalls.Gzipped(body), flag: 1), HttpCalls.Header("grpc-encoding", "gzip"))
            : await collector.Grpc.CallAsync(body);

        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task A_body_without_a_length_is_refused_where_it_passes_the_limit()
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxRequestBytes = Limit);

        using var response = await collector.ExportAsync(RequestOfSize(Limit + 1), configure: r => r.Headers.TransferEncodingChunked = true);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_sender_that_is_far_over_the_limit_still_gets_its_answer()
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxRequestBytes = Limit);
        var body = new byte[40 * 1024 * 1024];

        using var withLength = await collector.ExportAsync(body);
        using var chunked = await collector.ExportAsync(body, configure: r => r.Headers.TransferEncodingChunked = true);
        var grpc = await collector.Grpc.CallAsync(body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, withLength.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.StatusCode);
        Assert.Equal(ResourceExhausted, grpc.Status);
    }

    [Fact]
    public async Task A_limit_above_the_servers_default_is_the_one_that_counts()
    {
        const int AboveKestrelsDefault = 32 * 1024 * 1024;
        await using var collector = await TestCollector.StartAsync(o => o.MaxRequestBytes = AboveKestrelsDefault);

        using var response = await collector.ExportAsync(RequestOfSize(AboveKestrelsDefault));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_grpc_length_beyond_the_limit_is_refused_whatever_follows()
    {
        await using var collector = await TestCollector.StartAsync(o => o.MaxRequestBytes = Limit);

        var answer = await collector.Grpc.SendFrameAsync([0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]);

        Assert.Equal(ResourceExhausted, answer.Status);
    }

    [Fact]
    public void What_a_stream_holds_beyond_the_limit_is_not_read()
    {
        using var endless = new EndlessStream();
        using var buffer = new PooledBuffer(RequestMemory.Unbounded());

        Assert.False(buffer.TryAppendAll(endless, Limit));

        Assert.Equal(Limit + 1, endless.BytesRead);
    }

    private static byte[] RequestOfSize(int size)
    {
        // An unknown field fills the rest: one byte of tag and four of length, of which the last must not vanish.
        const int Header = 5;
        var request = new ProtoWriter().Raw(Otlp.Request(Otlp.Span()));
        var padding = size - request.ToArray().Length - Header;
        request.Tag(9, 2).Raw([(byte)(padding | 0x80), (byte)((padding >> 7) | 0x80), (byte)((padding >> 14) | 0x80), (byte)(padding >> 21)]);
        return request.Raw(new byte[padding]).ToArray();
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            BytesRead += buffer.Length;
            return buffer.Length;
        }
    }
}
