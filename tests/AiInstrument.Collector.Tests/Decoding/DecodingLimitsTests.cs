using System.Globalization;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Tests.Decoding;

public sealed class DecodingLimitsTests
{
    [Fact]
    public void Attributes_over_the_cap_are_dropped_and_added_to_what_the_sender_dropped()
    {
        var span = Otlp.Span().Varint(10, 5UL);
        for (var i = 0; i < 10; i++)
        {
            span.Message(9, Otlp.Attribute(Key(i), v => v.Varint(3, (long)i)));
        }

        span.Message(9, Otlp.Attribute(Key(0), v => v.Text(1, "replaced")));

        var decoded = Otlp.DecodeOne(Otlp.Request(span), new(MaxAttributes: 3));

        Assert.Equal("{k0: String replaced, k1: Int 1, k2: Int 2}", SpanText.Of(decoded.Attributes));
        Assert.Equal(12U, decoded.DroppedAttributesCount);
    }

    [Fact]
    public void The_cap_holds_for_resources_events_and_maps_too()
    {
        ProtoWriter Three(int field)
        {
            var message = new ProtoWriter();
            for (var i = 0; i < 3; i++)
            {
                message.Message(field, Otlp.Attribute(Key(i), v => v.Varint(3, 1UL)));
            }

            return message;
        }

        var span = Otlp.DecodeOne(
            Otlp.RequestOf(new ProtoWriter()
                .Message(1, Three(1))
                .Message(2, Otlp.ScopeSpans(Otlp.Span()
                    .Message(9, Otlp.Attribute("map", v => v.Message(6, Three(1))))
                    .Message(11, Three(3))))),
            new(MaxAttributes: 2));

        Assert.Equal("{k0: Int 1, k1: Int 1}", SpanText.Of(span.Resource.Attributes));
        Assert.Equal(1U, span.Resource.DroppedAttributesCount);
        Assert.Equal("{map: {k0: Int 1, k1: Int 1}}", SpanText.Of(span.Attributes));
        Assert.Equal("{k0: Int 1, k1: Int 1}", SpanText.Of(Assert.Single(span.Events).Attributes));
        Assert.Equal(2U, span.DroppedAttributesCount);
    }

    [Fact]
    public void The_dropped_count_stops_at_its_largest_value()
    {
        var span = Otlp.Span().Varint(10, (ulong)uint.MaxValue).Message(9, new ProtoWriter());

        Assert.Equal(uint.MaxValue, Otlp.DecodeOne(Otlp.Request(span)).DroppedAttributesCount);
    }

    [Theory]
    [InlineData(4, 0U)]
    [InlineData(5, 1U)]
    [InlineData(5_000, 1U)]
    public void A_value_that_nests_too_deep_is_cut_off_and_counted_and_its_span_is_kept(int depth, uint dropped)
    {
        var value = new ProtoWriter().Text(1, "innermost");
        for (var i = 1; i < depth; i++)
        {
            var inner = value;
            value = i % 2 == 0
                ? new ProtoWriter().Message(5, a => a.Message(1, inner))
                : new ProtoWriter().Message(6, m => m.Message(1, kv => kv.Text(1, "k").Message(2, inner)));
        }

        var span = Otlp.DecodeOne(
            Otlp.Request(Otlp.Span().Message(9, kv => kv.Text(1, "deep").Message(2, value)).Text(5, "kept")),
            new(MaxDepth: 4));

        Assert.Equal("kept", span.Name);
        Assert.Equal(dropped, span.DroppedAttributesCount);
        Assert.Equal(dropped == 0, SpanText.Of(span.Attributes).Contains("innermost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, 0U)]
    [InlineData(5, 1U)]
    [InlineData(200, 1U)]
    public void A_json_value_that_nests_too_deep_is_cut_off_at_the_same_place(int depth, uint dropped)
    {
        var value = """{"stringValue":"innermost"}""";
        for (var i = 1; i < depth; i++)
        {
            value = i % 2 == 0
                ? $$$"""{"arrayValue":{"values":[{{{value}}}]}}"""
                : $$$"""{"kvlistValue":{"values":[{"key":"k","value":{{{value}}}}]}}""";
        }

        var span = Otlp.DecodeOneJson(
            Otlp.JsonRequest($$""" "attributes":[{"key":"deep","value":{{value}}}],"name":"kept" """),
            new(MaxDepth: 4));

        Assert.Equal("kept", span.Name);
        Assert.Equal(dropped, span.DroppedAttributesCount);
        Assert.Equal(dropped == 0, SpanText.Of(span.Attributes).Contains("innermost", StringComparison.Ordinal));
    }

    [Fact]
    public void The_deepest_nesting_that_can_be_configured_is_read_in_both_encodings()
    {
        var limits = new DecodingLimits(MaxDepth: DecodingLimits.DeepestNesting);
        var protobuf = new ProtoWriter().Text(1, "innermost");
        var json = """{"stringValue":"innermost"}""";
        for (var i = 1; i < DecodingLimits.DeepestNesting; i++)
        {
            var inner = protobuf;
            protobuf = new ProtoWriter().Message(6, m => m.Message(1, kv => kv.Text(1, "k").Message(2, inner)));
            json = $$$"""{"kvlistValue":{"values":[{"key":"k","value":{{{json}}}}]}}""";
        }

        var fromProtobuf = Otlp.DecodeOne(Otlp.Request(Otlp.Span().Message(9, kv => kv.Text(1, "deep").Message(2, protobuf))), limits);
        var fromJson = Otlp.DecodeOneJson(Otlp.JsonRequest($$""" "attributes":[{"key":"deep","value":{{json}}}] """), limits);

        Assert.Contains("innermost", SpanText.Of(fromProtobuf.Attributes), StringComparison.Ordinal);
        Assert.Equal(SpanText.Of(fromProtobuf), SpanText.Of(fromJson));
    }

    [Fact]
    public void Events_over_the_cap_are_dropped_and_counted()
    {
        var limits = new DecodingLimits(MaxEvents: 1);
        var fromProtobuf = Otlp.DecodeOne(
            Otlp.Request(Otlp.Span().Message(11, e => e.Text(2, "1")).Message(11, e => e.Text(2, "2")).Varint(12, 7UL)), limits);
        var fromJson = Otlp.DecodeOneJson(Otlp.JsonRequest(""" "events":[{"name":"1"},{"name":"2"}],"droppedEventsCount":7 """), limits);

        Assert.Equal("1", Assert.Single(fromProtobuf.Events).Name);
        Assert.Equal(8U, fromProtobuf.DroppedEventsCount);
        Assert.Equal(SpanText.Of(fromProtobuf), SpanText.Of(fromJson));
    }

    [Fact]
    public void Links_over_the_cap_are_dropped_and_counted()
    {
        var limits = new DecodingLimits(MaxLinks: 1);
        ProtoWriter Link(string hex) => new ProtoWriter().Bytes(1, Otlp.TraceId).Bytes(2, Convert.FromHexString(hex));
        var fromProtobuf = Otlp.DecodeOne(
            Otlp.Request(Otlp.Span().Message(13, Link("00000000000000a1")).Message(13, Link("00000000000000a2")).Varint(14, 7UL)), limits);
        var fromJson = Otlp.DecodeOneJson(
            Otlp.JsonRequest("""
                "links":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"00000000000000A1"},{"spanId":"00000000000000a2"}],"droppedLinksCount":"7"
                """),
            limits);

        Assert.Equal(0xA1UL, Assert.Single(fromProtobuf.Links).SpanId);
        Assert.Equal(8U, fromProtobuf.DroppedLinksCount);
        Assert.Equal(SpanText.Of(fromProtobuf), SpanText.Of(fromJson));
    }

    [Fact]
    public void What_the_sdk_dropped_of_events_and_links_is_added_to_what_it_dropped_of_the_span()
    {
        var fromProtobuf = Otlp.DecodeOne(Otlp.Request(Otlp.Span().Varint(10, 1UL).Message(11, e => e.Varint(4, 20UL)).Message(13, l => l.Varint(5, 300UL))));
        var fromJson = Otlp.DecodeOneJson(Otlp.JsonRequest(
            """ "droppedAttributesCount":1,"events":[{"droppedAttributesCount":20}],"links":[{"droppedAttributesCount":300}] """));

        Assert.Equal(321U, fromProtobuf.DroppedAttributesCount);
        Assert.Equal(SpanText.Of(fromProtobuf), SpanText.Of(fromJson));
    }

    [Fact]
    public void Texts_and_bytes_over_the_cap_are_cut_between_characters_and_counted()
    {
        var limits = new DecodingLimits(MaxValueLength: 4);
        var fromProtobuf = Otlp.DecodeOne(
            Otlp.Request(Otlp.Span()
                .Text(5, "names too")
                .Message(9, Otlp.Attribute("fits", v => v.Text(1, "abcd")))
                .Message(9, Otlp.Attribute("long", v => v.Text(1, "abc\u00e9f")))
                .Message(9, Otlp.Attribute("bytes", v => v.Bytes(7, [1, 2, 3, 4, 5])))
                .Message(11, e => e.Message(3, Otlp.Attribute("k", v => v.Text(1, "12345"))))
                .Message(15, s => s.Text(2, "and messages"))),
            limits);
        var fromJson = Otlp.DecodeOneJson(
            Otlp.JsonRequest("""
                "name":"names too","attributes":[{"key":"fits","value":{"stringValue":"abcd"}},{"key":"long","value":{"stringValue":"abc\u00e9f"}},
                {"key":"bytes","value":{"bytesValue":"AQIDBAU="}}],"events":[{"attributes":[{"key":"k","value":{"stringValue":"12345"}}]}],"status":{"message":"and messages"}
                """),
            limits);

        Assert.Equal("{fits: String abcd, long: String abc, bytes: Bytes 01020304}", SpanText.Of(fromProtobuf.Attributes));
        Assert.Equal("name", fromProtobuf.Name);
        Assert.Equal("and ", fromProtobuf.StatusMessage);
        Assert.Equal(5U, fromProtobuf.CutValuesCount);
        Assert.Equal(0U, fromProtobuf.DroppedAttributesCount);
        Assert.Equal(SpanText.Of(fromProtobuf), SpanText.Of(fromJson));
    }

    [Fact]
    public void Array_elements_over_the_cap_are_dropped_and_counted()
    {
        var limits = new DecodingLimits(MaxArrayLength: 2);
        var fromProtobuf = Otlp.DecodeOne(
            Otlp.Request(Otlp.SpanWith(v => v.Message(5, a => a.Message(1, e => e.Varint(3, 1UL)).Message(1, e => e.Varint(3, 2UL)).Message(1, e => e.Varint(3, 3UL))))), limits);
        var fromJson = Otlp.DecodeOneJson(
            Otlp.JsonRequest(""" "attributes":[{"key":"a","value":{"arrayValue":{"values":[{"intValue":1},{"intValue":2},{"intValue":3}]}}}] """), limits);

        Assert.Equal("{a: [Int 1, Int 2]}", SpanText.Of(fromProtobuf.Attributes));
        Assert.Equal(1U, fromProtobuf.DroppedAttributesCount);
        Assert.Equal(SpanText.Of(fromProtobuf), SpanText.Of(fromJson));
    }

    private static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"k{i}");
}
