using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Json;

namespace AiInstrument.Collector.Tests.Decoding;

public sealed class OtlpJsonReaderTests
{
    private const int Mutations = 2_000;

    [Fact]
    public void The_same_request_in_either_encoding_gives_the_same_span()
    {
        var fromProtobuf = SpanText.Of(Otlp.DecodeOne(Otlp.FullRequest()));
        var fromJson = SpanText.Of(Otlp.DecodeOneJson(Otlp.FullRequestJson));

        Assert.Equal(fromProtobuf, fromJson);
    }

    [Fact]
    public void Names_in_the_proto_files_case_are_read_too()
    {
        var snakeCase = Regex.Replace(
            Otlp.FullRequestJson, "\"[a-z]+[A-Z][A-Za-z]*\":", m => ToSnakeCase(m.Value), default, TimeSpan.FromSeconds(1));

        Assert.Contains("\"start_time_unix_nano\":", snakeCase, StringComparison.Ordinal);
        Assert.Equal(SpanText.Of(Otlp.DecodeOneJson(Otlp.FullRequestJson)), SpanText.Of(Otlp.DecodeOneJson(snakeCase)));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("-7", -7)]
    [InlineData("\"-7\"", -7)]
    [InlineData("7.0", 7)]
    [InlineData("\"7e2\"", 700)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    public void An_integer_is_a_number_or_a_string(string json, long value) =>
        Assert.Equal(AttributeValue.Of(value), Otlp.DecodeJsonValue($$"""{"intValue":{{json}}}"""));

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("\"0.5\"", 0.5)]
    [InlineData("3", 3)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"Infinity\"", double.PositiveInfinity)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    public void A_double_is_a_number_or_a_string_and_need_not_be_finite(string json, double value) =>
        Assert.Equal(AttributeValue.Of(value), Otlp.DecodeJsonValue($$"""{"doubleValue":{{json}}}"""));

    [Theory]
    [InlineData("AP8Q+/8=")]
    [InlineData("AP8Q+/8")]
    [InlineData("AP8Q-_8=")]
    [InlineData("AP8Q-_8")]
    [InlineData("AP8Q\\u002b\\/8=")]
    public void Bytes_are_base64_of_either_alphabet_with_or_without_padding(string json)
    {
        var value = Otlp.DecodeJsonValue($$"""{"bytesValue":"{{json}}"}""");

        Assert.Equal(AttributeValue.Of([0x00, 0xFF, 0x10, 0xFB, 0xFF]), value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"stringValue":null}""")]
    [InlineData("null")]
    [InlineData("""{"futureValue":{"deep":[1,{"x":[]}]}}""")]
    public void A_value_that_is_absent_null_or_of_an_unknown_kind_is_empty(string json) =>
        Assert.Equal(AttributeKind.Empty, Otlp.DecodeJsonValue(json).Kind);

    [Theory]
    [InlineData("3", 3)]
    [InlineData("\"3\"", 3)]
    [InlineData("\"SPAN_KIND_CLIENT\"", 3)]
    [InlineData("\"client\"", 3)]
    [InlineData("\"SPAN_KIND_OF_TOMORROW\"", 0)]
    [InlineData("null", 0)]
    [InlineData("42", 42)]
    public void An_enum_is_a_number_or_leniently_its_name(string json, int kind) =>
        Assert.Equal(kind, Otlp.DecodeOneJson(Otlp.JsonRequest($"\"kind\":{json}")).Kind);

    [Fact]
    public void A_status_code_may_be_its_name() =>
        Assert.Equal(2, Otlp.DecodeOneJson(Otlp.JsonRequest("""  "status":{"code":"STATUS_CODE_ERROR"}  """)).StatusCode);

    [Fact]
    public void Escapes_are_undone_and_half_a_surrogate_pair_is_replaced()
    {
        var value = Otlp.DecodeJsonValue("""{"stringValue":"\"\\\/\b\f\n\r\tx\u00e7\u8981\ud83d\ude00 \ud83d \ude00 \ud83d\ud83d\ude00"}""");

        Assert.Equal("\"\\/\b\f\n\r\txç要😀 \uFFFD \uFFFD \uFFFD😀", value.AsString());
    }

    [Fact]
    public void Invalid_utf8_becomes_replacement_characters()
    {
        var json = Encoding.UTF8.GetBytes(Otlp.JsonRequest("\"name\":\"a?b\""));
        json[Array.LastIndexOf(json, (byte)'?')] = 0xFF;

        var span = Assert.Single(new OtlpJsonReader(new()).Read(new ReadOnlySequence<byte>(json)).Spans);

        Assert.Equal("a\uFFFDb", span.Name);
    }

    [Fact]
    public void Escaped_names_are_recognized() =>
        Assert.Equal("x", Otlp.DecodeOneJson(Otlp.JsonRequest("""  "n\u0061me":"x"  """)).Name);

    [Theory]
    [InlineData("""  "name":null,"attributes":null,"events":null,"status":null,"startTimeUnixNano":null,"kind":null  """)]
    [InlineData("""  "future":{"a":[{"b":null}]},"other":"\ud800","flag":true  """)]
    [InlineData("""  "name":""  """)]
    public void Null_and_unknown_members_are_as_good_as_absent(string members)
    {
        var expected = SpanText.Of(Otlp.DecodeOne(Otlp.Request(Otlp.Span())));

        Assert.Equal(expected, SpanText.Of(Otlp.DecodeOneJson(Otlp.JsonRequest(members))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(""" {"resourceSpans":[]} """)]
    [InlineData("""{"resourceSpans":null}""")]
    [InlineData("""{"resourceSpans":[null,{"scopeSpans":[null,{"spans":[null]}]}]}""")]
    public void A_request_without_spans_is_empty(string json)
    {
        var batch = Otlp.DecodeJson(json);

        Assert.Empty(batch.Spans);
        Assert.Equal(0, batch.RejectedSpans);
    }

    [Theory]
    [InlineData("5b8efff798038103d269b633813fc60", SpanRejectionReason.InvalidTraceId)]
    [InlineData("5b8efff798038103d269b633813fc60c00", SpanRejectionReason.InvalidTraceId)]
    [InlineData("zb8efff798038103d269b633813fc60c", SpanRejectionReason.InvalidTraceId)]
    [InlineData("W47/95gDgQPSabYzgT/GDA==", SpanRejectionReason.InvalidTraceId)]
    [InlineData("00000000000000000000000000000000", SpanRejectionReason.InvalidTraceId)]
    [InlineData("", SpanRejectionReason.InvalidTraceId)]
    public void A_trace_id_that_is_not_32_hexadecimal_digits_rejects_its_span_alone(string id, SpanRejectionReason reason)
    {
        var bad = $$"""{"traceId":"{{id}}","spanId":"eee19b7ec3c1b174"}""";
        var batch = Otlp.DecodeJson(Otlp.JsonRequest("\"name\":\"good\"").Replace("\"spans\":[", $"\"spans\":[{bad},", StringComparison.Ordinal));

        Assert.Equal("good", Assert.Single(batch.Spans).Name);
        Assert.Equal([new SpanRejection(reason, 1)], batch.Rejections);
    }

    [Theory]
    [InlineData(""" "spanId":"eee19b7ec3c1b1" """, SpanRejectionReason.InvalidSpanId)]
    [InlineData(""" "spanId":"0000000000000000" """, SpanRejectionReason.InvalidSpanId)]
    [InlineData(""" "parentSpanId":"x" """, SpanRejectionReason.InvalidParentSpanId)]
    [InlineData(""" "parentSpanId":"5b8efff798038103d269b633813fc60c" """, SpanRejectionReason.InvalidParentSpanId)]
    public void Other_bad_ids_reject_their_span_alone(string member, SpanRejectionReason reason)
    {
        var batch = Otlp.DecodeJson(Otlp.JsonRequest(member));

        Assert.Empty(batch.Spans);
        Assert.Equal([new SpanRejection(reason, 1)], batch.Rejections);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("""{"resourceSpans":{}}""")]
    [InlineData("""{"resourceSpans":[1]}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":"x"}]}""")]
    public void What_is_not_an_otlp_document_is_refused(string json) => Assert.Throws<OtlpDecodeException>(() => Otlp.DecodeJson(json));

    [Theory]
    [InlineData(""" "name":1 """)]
    [InlineData(""" "traceId":1 """)]
    [InlineData(""" "kind":1.5 """)]
    [InlineData(""" "kind":"" """)]
    [InlineData(""" "kind":4294967296 """)]
    [InlineData(""" "startTimeUnixNano":-1 """)]
    [InlineData(""" "startTimeUnixNano":18446744073709551616 """)]
    [InlineData(""" "startTimeUnixNano":"soon" """)]
    [InlineData(""" "droppedAttributesCount":-1 """)]
    [InlineData(""" "attributes":{} """)]
    [InlineData(""" "attributes":[{"key":"a","value":{"intValue":true}}] """)]
    [InlineData(""" "attributes":[{"key":"a","value":{"boolValue":"yes"}}] """)]
    [InlineData(""" "attributes":[{"key":"a","value":{"doubleValue":"much"}}] """)]
    [InlineData(""" "attributes":[{"key":"a","value":{"bytesValue":"!"}}] """)]
    [InlineData(""" "attributes":[{"key":"a","value":{"arrayValue":[]}}] """)]
    [InlineData(""" "attributes":[{"key":"a","value":"plain"}] """)]
    public void A_member_with_a_value_that_it_cannot_have_refuses_the_request(string member)
    {
        var error = Assert.Throws<OtlpDecodeException>(() => Otlp.DecodeJson(Otlp.JsonRequest(member)));

        Assert.Contains("at byte ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_names_the_place_and_quotes_nothing()
    {
        var error = Assert.Throws<OtlpDecodeException>(() => Otlp.DecodeJson("{\n\"resourceSpans\": secret"));

        Assert.Equal("Malformed JSON at line 1, byte 17.", error.Message);
    }

    [Fact]
    public void A_document_that_nests_too_deep_is_refused()
    {
        static string Nested(int depth) => Otlp.JsonRequest($"\"unknown\":{new string('[', depth)}{new string(']', depth)}");

        Assert.Single(Otlp.DecodeJson(Nested(1_000)).Spans);
        Assert.Throws<OtlpDecodeException>(() => Otlp.DecodeJson(Nested(1_100)));
    }

    [Fact]
    public void A_body_in_segments_of_any_size_decodes_like_one_in_one_piece()
    {
        var whole = SpanText.Of(Otlp.DecodeOneJson(Otlp.FullRequestJson));
        var reader = new OtlpJsonReader(new());
        foreach (var size in (int[])[1, 3, 64])
        {
            Assert.Equal(whole, SpanText.Of(Assert.Single(reader.Read(Segments.Of(Encoding.UTF8.GetBytes(Otlp.FullRequestJson), size)).Spans)));
        }
    }

    [Fact]
    public void A_request_cut_at_any_byte_is_refused()
    {
        var request = Encoding.UTF8.GetBytes(Otlp.FullRequestJson);
        var reader = new OtlpJsonReader(new());
        for (var length = 0; length < request.Length; length++)
        {
            Assert.Throws<OtlpDecodeException>(() => reader.Read(new ReadOnlySequence<byte>(request, 0, length)));
        }
    }

    [Fact]
    public async Task Mutated_requests_give_spans_or_are_refused_and_never_anything_else()
    {
        var (decoded, refused) = await Task.Run(DecodeMutations, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.True(decoded > Mutations / 20, $"only {decoded} mutations left the request readable");
        Assert.True(refused > Mutations / 20, $"only {refused} mutations made the request malformed");
    }

    private static (int Decoded, int Refused) DecodeMutations()
    {
        var original = Encoding.UTF8.GetBytes(Otlp.FullRequestJson);
        var random = new Random(20262);
        var reader = new OtlpJsonReader(new());
        var decoded = 0;
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            try
            {
                reader.Read(new ReadOnlySequence<byte>(Mutation.Of(original, random)));
                decoded++;
            }
            catch (OtlpDecodeException)
            {
                refused++;
            }
        }

        return (decoded, refused);
    }

    private static string ToSnakeCase(string name) =>
        string.Concat(name.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
