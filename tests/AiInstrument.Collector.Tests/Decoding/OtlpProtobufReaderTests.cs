using System.Buffers;
using System.Globalization;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Tests.Decoding;

public sealed class OtlpProtobufReaderTests
{
    [Fact]
    public void Every_field_that_a_span_has_is_read()
    {
        var span = Otlp.DecodeOne(Otlp.FullRequest());

        Assert.Equal(
            """
            5b8efff798038103d269b633813fc60c eee19b7ec3c1b174 eee19b7ec3c1b173 'chat gpt-4o' kind 3
            1700000000000000001..1700000002000000003 status 2 'rate limited'
            dropped 5 attributes, 4 events, 5 links; cut 0 values
            attributes {gen_ai.request.model: String gpt-4o, flag: Bool true, negative: Int -42, ratio: Double 0.25, list: [String x, Int 7, Empty ], map: {inner: Bool false}, bytes: Bytes 00FF10, empty: Empty }
            event 1700000001000000002 'gen_ai.choice' {index: Int 0}
            link 5b8efff798038103d269b633813fc60c eee19b7ec3c1b173 {k: String v}
            scope 'AiInstrument' '0.1.0'
            resource {service.name: String support-desk} dropped 2

            """,
            SpanText.Of(span));
    }

    [Fact]
    public void An_empty_request_has_no_spans()
    {
        var batch = Otlp.Decode([]);

        Assert.Empty(batch.Spans);
        Assert.Equal(0, batch.RejectedSpans);
        Assert.Null(batch.RejectedMessage);
    }

    [Fact]
    public void A_span_with_only_its_ids_has_the_defaults()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.Span()));

        Assert.Equal(0UL, span.ParentSpanId);
        Assert.Equal("", span.Name);
        Assert.Equal(0, span.Kind);
        Assert.Equal(0, span.StatusCode);
        Assert.Null(span.StatusMessage);
        Assert.Empty(span.Attributes);
        Assert.Empty(span.Events);
        Assert.Equal("", span.Scope.Name);
        Assert.Empty(span.Resource.Attributes);
    }

    [Fact]
    public void Spans_keep_their_order_and_share_their_resource_and_scope()
    {
        var batch = Otlp.Decode(Otlp.RequestOf(
            Otlp.ResourceSpans(Otlp.ScopeSpans(Otlp.SpanNamed("1"), Otlp.SpanNamed("2")), Otlp.ScopeSpans(Otlp.SpanNamed("3"))),
            Otlp.ResourceSpans(Otlp.ScopeSpans(Otlp.SpanNamed("4")))));

        Assert.Equal(["1", "2", "3", "4"], batch.Spans.Select(s => s.Name));
        Assert.Same(batch.Spans[0].Scope, batch.Spans[1].Scope);
        Assert.NotSame(batch.Spans[1].Scope, batch.Spans[2].Scope);
        Assert.Same(batch.Spans[0].Resource, batch.Spans[2].Resource);
        Assert.NotSame(batch.Spans[2].Resource, batch.Spans[3].Resource);
    }

    [Fact]
    public void A_resource_and_a_scope_that_come_after_their_spans_or_in_parts_are_merged()
    {
        var span = Otlp.DecodeOne(Otlp.RequestOf(new ProtoWriter()
            .Message(1, r => r.Message(1, Otlp.Attribute("service.name", v => v.Text(1, "old"))).Varint(2, 1UL))
            .Message(2, s => s
                .Message(1, i => i.Text(1, "name"))
                .Message(2, Otlp.Span())
                .Message(1, i => i.Text(2, "version")))
            .Message(1, r => r.Message(1, Otlp.Attribute("service.name", v => v.Text(1, "new"))))
            .Message(1, r => r.Message(1, Otlp.Attribute("host", v => v.Text(1, "h"))))));

        Assert.Equal("{service.name: String new, host: String h}", SpanText.Of(span.Resource.Attributes));
        Assert.Equal(1U, span.Resource.DroppedAttributesCount);
        Assert.Equal("name", span.Scope.Name);
        Assert.Equal("version", span.Scope.Version);
    }

    [Fact]
    public void A_status_in_parts_is_merged_and_the_last_scalar_wins()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.Span()
            .Text(5, "first").Text(5, "last")
            .Message(15, s => s.Varint(3, 1UL))
            .Message(15, s => s.Text(2, "message").Varint(3, 2UL))
            .Message(15, s => s.Text(2, "later"))));

        Assert.Equal("last", span.Name);
        Assert.Equal(2, span.StatusCode);
        Assert.Equal("later", span.StatusMessage);
    }

    [Fact]
    public void The_last_member_of_a_value_wins_and_parts_of_a_list_are_joined()
    {
        Assert.Equal(AttributeValue.Of(2L), Otlp.DecodeValue(v => v.Text(1, "one").Varint(3, 2UL)));

        var array = Otlp.DecodeValue(v => v
            .Text(1, "replaced")
            .Message(5, a => a.Message(1, e => e.Varint(3, 1UL)))
            .Message(5, a => a.Message(1, e => e.Varint(3, 2UL))));
        Assert.Equal(AttributeValue.Of([AttributeValue.Of(1L), AttributeValue.Of(2L)]), array);

        var twoParts = Otlp.DecodeOne(Otlp.Request(Otlp.Span().Message(9, new ProtoWriter()
            .Text(1, "a")
            .Message(2, v => v.Message(6, m => m.Message(1, Otlp.Attribute("x", e => e.Varint(3, 1UL)))))
            .Message(2, v => v.Message(6, m => m.Message(1, Otlp.Attribute("y", e => e.Varint(3, 2UL))))))));
        Assert.Equal("{a: {x: Int 1, y: Int 2}}", SpanText.Of(twoParts.Attributes));
    }

    [Fact]
    public void A_key_that_is_sent_twice_keeps_its_last_value()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.Span()
            .Message(9, Otlp.Attribute("a", v => v.Varint(3, 1UL)))
            .Message(9, Otlp.Attribute("b", v => v.Varint(3, 2UL)))
            .Message(9, Otlp.Attribute("a", v => v.Varint(3, 3UL)))));

        Assert.Equal("{a: Int 3, b: Int 2}", SpanText.Of(span.Attributes));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(127L)]
    [InlineData(128L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void An_integer_keeps_all_of_its_64_bits(long value) =>
        Assert.Equal(AttributeValue.Of(value), Otlp.DecodeValue(v => v.Varint(3, value)));

    [Theory]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_double_keeps_all_of_its_64_bits(double value) =>
        Assert.Equal(AttributeValue.Of(value), Otlp.DecodeValue(v => v.Double(4, value)));

    [Theory]
    [InlineData(4_700_000_000UL, false)]
    [InlineData(1UL, true)]
    [InlineData(0UL, true)]
    public void A_varint_that_is_longer_than_it_need_be_is_read(ulong value, bool padded)
    {
        // 0x80 0x80 … 0x00: legal, and written by encoders that reserve room for a length.
        var varint = new ProtoWriter().RawVarint(value).ToArray();
        if (padded)
        {
            varint = [(byte)(value | 0x80), 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00];
        }

        Assert.Equal(AttributeValue.Of((long)value), Otlp.DecodeValue(v => v.Tag(3, 0).Raw(varint)));
    }

    [Fact]
    public void Unknown_fields_of_every_wire_type_are_skipped_in_every_message()
    {
        static ProtoWriter Unknown(ProtoWriter message) => message
            .Varint(100, ulong.MaxValue).Fixed64(101, 1).Fixed32(102, 1).Text(536_870_911, "text")
            .Tag(103, 3).Varint(1, 1UL).Tag(104, 3).Fixed32(2, 2).Tag(104, 4).Text(3, "in a group").Tag(103, 4)
            .Bytes(1000, [1, 2, 3]);

        var request = Unknown(new ProtoWriter()).Message(1, rs => Unknown(rs)
            .Message(1, r => Unknown(r).Message(1, Unknown(Otlp.Attribute("r", v => Unknown(v.Text(1, "v"))))))
            .Message(2, ss => Unknown(ss)
                .Message(1, i => Unknown(i).Text(1, "scope"))
                .Message(2, Unknown(Otlp.SpanNamed("span"))
                    .Message(9, Otlp.Attribute("list", v => v.Message(5, a => Unknown(a).Message(1, e => Unknown(e).Varint(3, 1UL)))))
                    .Message(9, Otlp.Attribute("map", v => v.Message(6, m => Unknown(m).Message(1, Otlp.Attribute("k", e => e.Varint(3, 2UL))))))
                    .Message(11, e => Unknown(e).Text(2, "event"))
                    .Message(15, s => Unknown(s).Varint(3, 2UL))))).ToArray();

        var span = Otlp.DecodeOne(request);
        Assert.Equal("span", span.Name);
        Assert.Equal("scope", span.Scope.Name);
        Assert.Equal("{list: [Int 1], map: {k: Int 2}}", SpanText.Of(span.Attributes));
        Assert.Equal("event", Assert.Single(span.Events).Name);
        Assert.Equal(2, span.StatusCode);
        Assert.Equal("{r: String v}", SpanText.Of(span.Resource.Attributes));
    }

    [Fact]
    public void A_known_field_with_another_wire_type_is_skipped_like_an_unknown_one()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.SpanNamed("name").Varint(5, 7UL).Text(6, "kind").Fixed32(7, 1).Varint(9, 1UL)));

        Assert.Equal("name", span.Name);
        Assert.Equal(0, span.Kind);
        Assert.Equal(0UL, span.StartUnixNano);
        Assert.Empty(span.Attributes);
    }

    [Fact]
    public void String_table_references_of_the_profiles_signal_are_treated_as_absent()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.Span()
            .Message(9, kv => kv.Varint(3, 5UL).Message(2, v => v.Text(1, "no key")))
            .Message(9, Otlp.Attribute("a", v => v.Varint(8, 5UL)))));

        Assert.Equal("{a: Empty }", SpanText.Of(span.Attributes));
        Assert.Equal(1U, span.DroppedAttributesCount);
    }

    [Fact]
    public void Invalid_utf8_becomes_replacement_characters_and_loses_nothing_else()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.Span()
            .Bytes(5, [(byte)'a', 0xFF, (byte)'b'])
            .Message(9, kv => kv.Bytes(1, [0xC3]).Message(2, v => v.Bytes(1, [0xF0, 0x9F, 0x98])))
            .Message(15, s => s.Bytes(2, [0x80]))));

        Assert.Equal("a\uFFFDb", span.Name);
        Assert.Equal("{\uFFFD: String \uFFFD}", SpanText.Of(span.Attributes));
        Assert.Equal("\uFFFD", span.StatusMessage);
    }

    [Fact]
    public void Text_beyond_ascii_is_read()
    {
        const string Text = "özet 要約 😀";
        Assert.Equal(AttributeValue.Of(Text), Otlp.DecodeValue(v => v.Text(1, Text)));
    }

    [Fact]
    public void An_end_before_its_start_is_moved_to_the_start()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.Span().Fixed64(7, 2_000).Fixed64(8, 1_000)));

        Assert.Equal(2_000UL, span.StartUnixNano);
        Assert.Equal(2_000UL, span.EndUnixNano);
    }

    [Fact]
    public void An_enum_value_that_is_not_known_yet_is_kept_as_it_is()
    {
        var span = Otlp.DecodeOne(Otlp.Request(Otlp.Span().Varint(6, 42UL).Message(15, s => s.Varint(3, 9UL))));

        Assert.Equal(42, span.Kind);
        Assert.Equal(9, span.StatusCode);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000", "eee19b7ec3c1b174", "", SpanRejectionReason.InvalidTraceId)]
    [InlineData("5b8efff798038103d269b633813fc6", "eee19b7ec3c1b174", "", SpanRejectionReason.InvalidTraceId)]
    [InlineData("5b8efff798038103d269b633813fc60c0c", "eee19b7ec3c1b174", "", SpanRejectionReason.InvalidTraceId)]
    [InlineData("", "eee19b7ec3c1b174", "", SpanRejectionReason.InvalidTraceId)]
    [InlineData("5b8efff798038103d269b633813fc60c", "0000000000000000", "", SpanRejectionReason.InvalidSpanId)]
    [InlineData("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b1", "", SpanRejectionReason.InvalidSpanId)]
    [InlineData("5b8efff798038103d269b633813fc60c", "", "", SpanRejectionReason.InvalidSpanId)]
    [InlineData("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174", "ee", SpanRejectionReason.InvalidParentSpanId)]
    [InlineData("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174", "5b8efff798038103d269b633813fc60c", SpanRejectionReason.InvalidParentSpanId)]
    public void A_span_with_a_bad_id_is_left_out_alone_and_counted(string traceId, string spanId, string parentId, SpanRejectionReason reason)
    {
        var bad = new ProtoWriter()
            .Bytes(1, Convert.FromHexString(traceId)).Bytes(2, Convert.FromHexString(spanId)).Bytes(4, Convert.FromHexString(parentId));
        var batch = Otlp.Decode(Otlp.Request(Otlp.SpanNamed("before"), bad, Otlp.SpanNamed("after")));

        Assert.Equal(["before", "after"], batch.Spans.Select(s => s.Name));
        Assert.Equal(1, batch.RejectedSpans);
        Assert.Equal([new SpanRejection(reason, 1)], batch.Rejections);
        Assert.Contains("1 span(s) with an invalid", batch.RejectedMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_spans_are_counted_by_reason()
    {
        var batch = Otlp.Decode(Otlp.Request(new ProtoWriter(), new ProtoWriter(), new ProtoWriter().Bytes(1, Otlp.TraceId)));

        Assert.Empty(batch.Spans);
        Assert.Equal(3, batch.RejectedSpans);
        Assert.Equal(
            "2 span(s) with an invalid trace_id (16 bytes, not all zero); 1 span(s) with an invalid span_id (8 bytes, not all zero).",
            batch.RejectedMessage);
    }

    [Fact]
    public void An_all_zero_parent_is_no_parent()
    {
        Assert.Equal(0UL, Otlp.DecodeOne(Otlp.Request(Otlp.Span().Bytes(4, new byte[8]))).ParentSpanId);
    }

    [Fact]
    public void A_body_in_segments_of_any_size_decodes_like_one_in_one_piece()
    {
        var request = Otlp.FullRequest();
        var whole = SpanText.Of(Otlp.DecodeOne(request));
        var reader = new OtlpProtobufReader(new());
        foreach (var size in (int[])[1, 2, 3, 7, 64])
        {
            Assert.Equal(whole, SpanText.Of(Assert.Single(reader.Read(Segments.Of(request, size)).Spans)));
        }
    }

    [Fact]
    public void Strings_that_repeat_are_one_instance_and_do_not_change_each_other()
    {
        var reader = new OtlpProtobufReader(new());
        var spans = Enumerable.Range(0, 5_000)
            .Select(i => Otlp.SpanNamed(string.Create(CultureInfo.InvariantCulture, $"span {i % 2_500}"))
                .Message(9, Otlp.Attribute("gen_ai.request.model", v => v.Text(1, "gpt-4o"))))
            .ToArray();

        var decoded = reader.Read(new ReadOnlySequence<byte>(Otlp.Request(spans))).Spans;

        Assert.All(decoded.Index(), item => Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"span {item.Index % 2_500}"), item.Item.Name));
        Assert.Same(decoded[0].Attributes.First().Key, decoded[1].Attributes.First().Key);
        Assert.Same(decoded[0].Attributes.GetString("gen_ai.request.model"), decoded[1].Attributes.GetString("gen_ai.request.model"));
    }
}
