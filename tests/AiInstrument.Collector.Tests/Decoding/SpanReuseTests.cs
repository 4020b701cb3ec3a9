using System.Buffers;
using System.Globalization;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Tests.Decoding;

/// <summary>The spans of a disposed batch are used for the next request, and nothing of the first may be seen in the second.</summary>
public sealed class SpanReuseTests
{
    [Fact]
    public void Nothing_of_an_earlier_request_is_left()
    {
        var reader = new OtlpProtobufReader(new DecodingLimits());
        byte[][] requests =
        [
            Otlp.FullRequest(),
            Otlp.Request(Otlp.Span(), Otlp.SpanNamed("b")),
            Otlp.Request(new ProtoWriter().Text(5, "no ids").Message(9, Otlp.Attribute("left", v => v.Text(1, "over"))), Otlp.Span()),
            Otlp.Request(Otlp.FullSpan(), Otlp.FullSpan(), Otlp.Span()),
            Otlp.Request(),
            Otlp.Request(Otlp.Span()),
        ];
        for (var round = 0; round < 3; round++)
        {
            foreach (var request in requests)
            {
                using var batch = reader.Read(new ReadOnlySequence<byte>(request));
                var fresh = Otlp.Decode(request);
                Assert.Equal(fresh.Spans.Select(SpanText.Of), batch.Spans.Select(SpanText.Of));
                Assert.Equal(fresh.Rejections, batch.Rejections);
            }
        }
    }

    [Fact]
    public void Batches_that_are_read_at_once_have_spans_of_their_own()
    {
        var reader = new OtlpProtobufReader(new DecodingLimits());
        var batches = Enumerable.Range(0, 50).Select(i => reader.Read(new ReadOnlySequence<byte>(Otlp.Request(Otlp.SpanNamed(Name(i)))))).ToList();
        Assert.All(batches, (batch, i) => Assert.Equal(Name(i), Assert.Single(batch.Spans).Name));

        // Twice is once.
        batches.ForEach(batch => batch.Dispose());
        batches.ForEach(batch => batch.Dispose());
        using var first = reader.Read(new ReadOnlySequence<byte>(Otlp.Request(Otlp.SpanNamed("first"))));
        using var second = reader.Read(new ReadOnlySequence<byte>(Otlp.Request(Otlp.SpanNamed("second"))));
        Assert.Equal(("first", "second"), (Assert.Single(first.Spans).Name, Assert.Single(second.Spans).Name));
    }

    [Fact]
    public void A_key_that_comes_twice_is_found_among_many()
    {
        var attributes = new AttributeList();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 500; i++)
            {
                attributes.Set(Name(i), AttributeValue.Of((long)(i + round)));
            }
        }

        Assert.Equal(500, attributes.Count);
        Assert.All(attributes, (attribute, i) => Assert.Equal((Name(i), i + 1L), (attribute.Key, attribute.Value.AsInt64())));
    }

    private static string Name(int number) => "k" + number.ToString(CultureInfo.InvariantCulture);
}
