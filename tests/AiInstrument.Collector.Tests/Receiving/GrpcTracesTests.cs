using System.Net;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class GrpcTracesTests
{
    private const int InvalidArgument = 3;
    private const int DeadlineExceeded = 4;
    private const int Unimplemented = 12;
    private const int Internal = 13;

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("Application/Grpc; charset=utf-8")]
    public async Task Spans_are_ingested_and_the_answer_is_one_empty_message_with_status_ok(string contentType)
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), r => SetContentType(r, contentType));

        Assert.Equal(HttpStatusCode.OK, answer.HttpStatus);
        Assert.Equal("application/grpc", answer.ContentType);
        Assert.True(answer.Response.IsEmpty);
        Assert.Null(answer.Message);
        Assert.Equal(SpanText.Of(Otlp.DecodeOne(Otlp.FullRequest())), SpanText.Of(Assert.Single(collector.Ingest.Spans)));
    }

    [Fact]
    public async Task A_missing_te_header_is_forgiven()
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), r => r.Headers.TE.Clear());

        Assert.Equal(0, answer.Status);
    }

    [Theory]
    [InlineData("application/grpc+json")]
    [InlineData("application/grpc-web")]
    [InlineData("application/x-protobuf")]
    public async Task Another_content_type_is_answered_415_without_a_grpc_status(string contentType)
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), r => SetContentType(r, contentType));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.HttpStatus);
        Assert.Empty(answer.Trailers);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Theory]
    [InlineData("/opentelemetry.proto.collector.trace.v1.TraceService/Import")]
    [InlineData("/opentelemetry.proto.collector.profiles.v1development.ProfilesService/Export")]
    public async Task A_method_that_is_not_there_is_unimplemented(string path)
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), path: path);
        using var notGrpc = await collector.ExportAsync(Otlp.FullRequest(), path: path);

        Assert.Equal(HttpStatusCode.OK, answer.HttpStatus);
        Assert.Equal(Unimplemented, answer.Status);
        Assert.True(answer.IsTrailersOnly);
        Assert.Equal(HttpStatusCode.NotFound, notGrpc.StatusCode);
    }

    [Fact]
    public async Task A_refusal_has_its_status_in_the_headers_and_ends_the_stream_with_them()
    {
        await using var collector = await TestCollector.StartAsync();

        var refused = await collector.Grpc.CallAsync([0x0A, 0x05]);
        var accepted = await collector.Grpc.CallAsync(Otlp.FullRequest());

        Assert.True(refused.IsTrailersOnly);
        Assert.False(accepted.IsTrailersOnly);
    }

    [Fact]
    public async Task A_deadline_that_has_passed_is_told_and_nothing_is_taken()
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), HttpCalls.Header("grpc-timeout", "1n"));

        Assert.Equal(DeadlineExceeded, answer.Status);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Fact]
    public async Task A_grpc_call_over_http_1_is_told_to_upgrade()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(GrpcCaller.Frame(Otlp.FullRequest()), "application/grpc", path: GrpcCaller.Traces);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    [Fact]
    public async Task A_message_may_be_split_anywhere_across_data_frames()
    {
        await using var collector = await TestCollector.StartAsync();
        using var content = new ByteByByteContent(GrpcCaller.Frame(Otlp.FullRequest()));

        var answer = await collector.Grpc.SendAsync(content, configure: null, GrpcCaller.Traces);

        Assert.Equal(0, answer.Status);
        Assert.Equal(SpanText.Of(Otlp.DecodeOne(Otlp.FullRequest())), SpanText.Of(Assert.Single(collector.Ingest.Spans)));
    }

    [Fact]
    public async Task A_compressed_message_is_decompressed()
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.SendFrameAsync(
            GrpcCaller.Frame(HttpCalls.Gzipped(Otlp.FullRequest()), flag: 1), HttpCalls.Header("grpc-encoding", "gzip"));

        Assert.Equal(0, answer.Status);
        Assert.Single(collector.Ingest.Spans);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    [InlineData("identity")]
    [InlineData(null)]
    public async Task A_message_that_is_not_flagged_is_read_as_it_is_whatever_the_encoding_header(string? encoding)
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), Encoding(encoding));

        Assert.Equal(0, answer.Status);
        Assert.Single(collector.Ingest.Spans);
    }

    [Theory]
    [InlineData(1, null, Internal)]
    [InlineData(1, "identity", Internal)]
    [InlineData(1, "zstd", Unimplemented)]
    [InlineData(1, "snappy", Unimplemented)]
    [InlineData(2, "gzip", Internal)]
    public async Task A_flag_and_an_encoding_that_do_not_fit_are_refused_with_what_is_accepted(byte flag, string? encoding, int status)
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.SendFrameAsync(GrpcCaller.Frame(Otlp.FullRequest(), flag), Encoding(encoding));

        Assert.Equal(status, answer.Status);
        Assert.Equal("identity,gzip", answer.Headers["grpc-accept-encoding"]);
        Assert.Empty(answer.Body);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Fact]
    public async Task A_message_that_cannot_be_decompressed_is_internal()
    {
        await using var collector = await TestCollector.StartAsync();
        var compressed = HttpCalls.Gzipped(Otlp.FullRequest());

        foreach (var message in (byte[][])[Otlp.FullRequest(), compressed[..^1], compressed[..30], []])
        {
            var answer = await collector.Grpc.SendFrameAsync(GrpcCaller.Frame(message, flag: 1), Encoding("gzip"));
            Assert.Equal(Internal, answer.Status);
        }

        Assert.Empty(collector.Ingest.Batches);
    }

    [Fact]
    public async Task There_must_be_exactly_one_message()
    {
        await using var collector = await TestCollector.StartAsync();
        var frame = GrpcCaller.Frame(Otlp.FullRequest());

        var none = await collector.Grpc.SendFrameAsync([]);
        var two = await collector.Grpc.SendFrameAsync([.. frame, .. frame]);

        Assert.Equal(Unimplemented, none.Status);
        Assert.Equal(Unimplemented, two.Status);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Fact]
    public async Task A_frame_that_is_cut_short_is_internal()
    {
        await using var collector = await TestCollector.StartAsync();
        var frame = GrpcCaller.Frame(Otlp.FullRequest());

        foreach (var length in (int[])[1, 4, 5, 6, frame.Length - 1])
        {
            var answer = await collector.Grpc.SendFrameAsync(frame[..length]);
            Assert.Equal(Internal, answer.Status);
        }
    }

    [Fact]
    public async Task A_malformed_message_is_an_invalid_argument_and_says_why()
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync([0x0A, 0x05]);

        Assert.Equal(InvalidArgument, answer.Status);
        Assert.StartsWith("Malformed protobuf in the field at byte 0", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_span_alone_is_rejected_and_reported()
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.Request(Otlp.SpanNamed("good"), new ProtoWriter()));

        var partialSuccess = answer.Response.Message(1);
        Assert.Equal(1, partialSuccess.Number(1));
        Assert.StartsWith("1 span(s) with an invalid trace_id", partialSuccess.Text(2), StringComparison.Ordinal);
        Assert.Equal("good", Assert.Single(collector.Ingest.Spans).Name);
    }

    [Fact]
    public async Task A_deadline_that_passes_before_the_commit_is_answered_as_such()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Ingest.Answer = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return default;
        };

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), HttpCalls.Header("grpc-timeout", "50m"));

        Assert.Equal(DeadlineExceeded, answer.Status);
        Assert.Single(collector.Ingest.Batches);
    }

    [Fact]
    public async Task A_deadline_that_is_far_off_changes_nothing()
    {
        await using var collector = await TestCollector.StartAsync();

        Assert.Equal(0, (await collector.Grpc.CallAsync(Otlp.FullRequest(), HttpCalls.Header("grpc-timeout", "99999999H"))).Status);
        Assert.Equal(0, (await collector.Grpc.CallAsync(Otlp.FullRequest(), HttpCalls.Header("grpc-timeout", "10S"))).Status);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    [InlineData("10s")]
    public async Task A_malformed_deadline_is_an_invalid_argument(string timeout)
    {
        await using var collector = await TestCollector.StartAsync();

        var answer = await collector.Grpc.CallAsync(Otlp.FullRequest(), HttpCalls.Header("grpc-timeout", timeout));

        Assert.Equal(InvalidArgument, answer.Status);
    }

    private static Action<HttpRequestMessage> Encoding(string? encoding) =>
        encoding is null ? _ => { }
    : HttpCalls.Header("grpc-encoding", encoding);

    private static void SetContentType(HttpRequestMessage request, string contentType)
    {
        request.Content!.Headers.ContentType = null;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
    }

    /// <summary>Flushes after each byte, so that each is a DATA frame of its own.</summary>
    private sealed class ByteByByteContent(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var b in bytes)
            {
                await stream.WriteAsync(new[] { b });
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
