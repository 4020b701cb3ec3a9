using System.Net;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class HttpTracesTests
{
    private const string OneBadSpanJson = """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"},{}]}]}]}""";

    [Theory]
    [InlineData(HttpCalls.ProtobufType)]
    [InlineData("Application/X-Protobuf")]
    [InlineData("application/x-protobuf; charset=utf-8")]
    public async Task Protobuf_spans_are_ingested_and_the_answer_is_an_empty_message(string contentType)
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(Otlp.FullRequest(), contentType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True((await response.ProtobufAsync()).IsEmpty);
        Assert.Equal(SpanText.Of(Otlp.DecodeOne(Otlp.FullRequest())), SpanText.Of(Assert.Single(collector.Ingest.Spans)));
    }

    [Theory]
    [InlineData(HttpCalls.JsonType)]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    public async Task Json_spans_are_ingested_and_the_answer_is_an_empty_object(string contentType)
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(System.Text.Encoding.UTF8.GetBytes(Otlp.FullRequestJson), contentType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("{}", await response.JsonAsync());
        Assert.Equal(SpanText.Of(Otlp.DecodeOne(Otlp.FullRequest())), SpanText.Of(Assert.Single(collector.Ingest.Spans)));
    }

    [Fact]
    public async Task A_gzip_body_of_one_member_or_several_is_decompressed()
    {
        await using var collector = await TestCollector.StartAsync();
        var request = Otlp.FullRequest();

        using var one = await collector.ExportAsync(HttpCalls.Gzipped(request), configure: HttpCalls.Gzip);
        using var several = await collector.ExportAsync(
            [.. HttpCalls.Gzipped(request.AsSpan(0, 100)), .. HttpCalls.Gzipped(request.AsSpan(100))], configure: HttpCalls.Gzip);

        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(HttpStatusCode.OK, several.StatusCode);
        Assert.Equal(2, collector.Ingest.Spans.Count());
    }

    [Fact]
    public async Task An_empty_request_is_accepted_and_not_ingested()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync([]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True((await response.ProtobufAsync()).IsEmpty);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Fact]
    public async Task A_bad_span_alone_is_rejected_and_reported_in_protobuf()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(Otlp.Request(Otlp.SpanNamed("good"), new ProtoWriter()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var partialSuccess = (await response.ProtobufAsync()).Message(1);
        Assert.Equal(1, partialSuccess.Number(1));
        Assert.Equal("1 span(s) with an invalid trace_id (16 bytes, not all zero).", partialSuccess.Text(2));
        Assert.Equal("good", Assert.Single(collector.Ingest.Spans).Name);
    }

    [Fact]
    public async Task A_bad_span_alone_is_rejected_and_reported_in_json()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportJsonAsync(OneBadSpanJson);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """{"partialSuccess":{"rejectedSpans":"1","errorMessage":"1 span(s) with an invalid trace_id (16 bytes, not all zero)."}}""",
            await response.JsonAsync());
        Assert.Single(collector.Ingest.Spans);
    }

    [Fact]
    public async Task What_the_store_rejects_is_added_to_what_the_decoder_rejects()
    {
        await using var collector = await TestCollector.StartAsync();
        collector.Ingest.Answer = (spans, _) => ValueTask.FromResult(new IngestResult(0, 0, 0, spans.Count, "The clock is wrong."));

        using var response = await collector.ExportAsync(Otlp.Request(Otlp.Span(), Otlp.Span(), new ProtoWriter()));

        var partialSuccess = (await response.ProtobufAsync()).Message(1);
        Assert.Equal(3, partialSuccess.Number(1));
        Assert.EndsWith(" The clock is wrong.", partialSuccess.Text(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/traces")]
    [InlineData("PUT", "/v1/traces")]
    [InlineData("DELETE", "/v1/metrics")]
    [InlineData("HEAD", "/v1/logs")]
    public async Task Only_post_is_allowed(string method, string path)
    {
        await using var collector = await TestCollector.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await collector.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/grpc")]
    [InlineData("application/octet-stream")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Another_content_type_is_answered_415(string contentType)
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(Otlp.FullRequest(), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("The content type must be", await response.JsonAsync(), StringComparison.Ordinal);
        Assert.Empty(collector.Ingest.Batches);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task Another_content_encoding_is_answered_415_with_what_is_accepted(string encoding)
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync(
            Otlp.FullRequest(), configure: r => r.Content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("gzip", Assert.Single(response.Headers.GetValues("Accept-Encoding")));
        Assert.Equal(12, (await response.ProtobufAsync()).Number(1));
    }

    [Fact]
    public async Task Malformed_protobuf_is_answered_400_with_a_status_in_protobuf()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportAsync([0x0A, 0x05]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var status = await response.ProtobufAsync();
        Assert.Equal(3, status.Number(1));
        Assert.StartsWith("Malformed protobuf", status.Text(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Malformed_json_is_answered_400_with_a_status_in_json()
    {
        await using var collector = await TestCollector.StartAsync();

        using var response = await collector.ExportJsonAsync("{");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"code":3,"message":"Malformed JSON at line 0, byte 1."}""", await response.JsonAsync());
    }

    [Fact]
    public async Task A_gzip_body_that_is_cut_short_damaged_or_no_gzip_at_all_is_answered_400()
    {
        await using var collector = await TestCollector.StartAsync();

        var compressed = HttpCalls.Gzipped(Otlp.FullRequest());
        var damaged = (byte[])compressed.Clone();
        damaged[^6] ^= 1;
        byte[][] bodies = [.. Enumerable.Range(0, compressed.Length).Select(length => compressed[..length]), damaged, [.. compressed, 1, 2], Otlp.FullRequest()];
        foreach (var body in bodies)
        {
            using var response = await collector.ExportAsync(body, configure: HttpCalls.Gzip);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal(3, (await response.ProtobufAsync()).Number(1));
        }

        Assert.Empty(collector.Ingest.Batches);
    }
}
