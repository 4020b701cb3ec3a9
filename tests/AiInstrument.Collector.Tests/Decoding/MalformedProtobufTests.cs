using System.Buffers;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Tests.Decoding;

public sealed class MalformedProtobufTests
{
    private const int Mutations = 2_000;

    public static TheoryData<string, string> MalformedRequests => new()
    {
        { "08", "a varint without its last byte" },
        { "0880", "a varint without its last byte" },
        { "0AFFFFFFFFFFFFFFFFFF7F", "a varint of more than 64 bits" },
        { "08FFFFFFFFFFFFFFFFFFFF01", "a varint of more than ten bytes" },
        { "0A05", "the length of a field runs past the end of its message" },
        { "0AFFFFFFFF0F", "the length of a field runs past the end of its message" },
        { "0AFFFFFFFFFFFFFFFFFF01", "the length of a field runs past the end of its message" },
        { "0901", "a field that is cut short" },
        { "0D010203", "a field that is cut short" },
        { "0001", "not a field tag" },
        { "0700", "not a field tag" },
        { "FFFFFFFFFF0100", "not a field tag" },
        { "0E", "a wire type that does not exist" },
        { "0F", "a wire type that does not exist" },
        { "0C", "the end of a group that was not begun" },
        { "1B", "a group without an end" },
        { "1B0801", "a group without an end" },
        { "1B24", "the end of a group that was not begun" },
    };

    [Theory]
    [MemberData(nameof(MalformedRequests))]
    public void Malformed_bytes_are_refused_with_what_is_wrong(string hex, string what)
    {
        var error = Assert.Throws<OtlpDecodeException>(() => Otlp.Decode(Convert.FromHexString(hex)));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_says_at_which_byte_of_the_request_it_is()
    {
        // Two headers of two bytes, 18 and 10 bytes of ids, then a name that promises five bytes and has one.
        var request = Otlp.Request(Otlp.Span().Raw([0x2A, 0x05, (byte)'x']));

        var error = Assert.Throws<OtlpDecodeException>(() => Otlp.Decode(request));

        Assert.Contains("in the field at byte 34:", error.Message, StringComparison.Ordinal);
        Assert.Equal(0x2A, request[34]);
    }

    [Fact]
    public void A_bad_span_next_to_malformed_bytes_does_not_save_the_request()
    {
        byte[] request = [.. Otlp.Request(Otlp.Span()), 0x0A, 0x7F];

        Assert.Throws<OtlpDecodeException>(() => Otlp.Decode(request));
    }

    [Fact]
    public void A_request_cut_at_any_byte_is_refused()
    {
        var request = Otlp.FullRequest();
        for (var length = 1; length < request.Length; length++)
        {
            Assert.Throws<OtlpDecodeException>(() => Otlp.Decode(request[..length]));
        }
    }

    [Fact]
    public void A_span_cut_at_any_byte_gives_a_span_or_is_refused()
    {
        var span = Otlp.FullSpan().ToArray();
        var decoded = 0;
        var refused = 0;
        for (var length = 0; length <= span.Length; length++)
        {
            try
            {
                var batch = Otlp.Decode(Otlp.Request(new ProtoWriter().Raw(span.AsSpan(0, length))));
                Assert.Equal(1, batch.Spans.Count + batch.RejectedSpans);
                decoded++;
            }
            catch (OtlpDecodeException)
            {
                refused++;
            }
        }

        // One for each of the 22 fields that it may end before, and the end.
        Assert.Equal(CountFields(span) + 1, decoded);
        Assert.Equal(span.Length + 1 - decoded, refused);
    }

    [Fact]
    public async Task Mutated_requests_give_spans_or_are_refused_and_never_anything_else()
    {
        var original = Otlp.FullRequest();
        var (decoded, refused) = await Task.Run(() => DecodeMutations(original), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.True(decoded > Mutations / 20, $"only {decoded} mutations left the request readable");
        Assert.True(refused > Mutations / 20, $"only {refused} mutations made the request malformed");
    }

    [Fact]
    public void Groups_that_nest_too_deep_are_refused_and_others_skipped()
    {
        static byte[] Nested(int depth)
        {
            var request = new ProtoWriter();
            for (var i = 0; i < depth; i++)
            {
                request.Tag(9, 3);
            }

            for (var i = 0; i < depth; i++)
            {
                request.Tag(9, 4);
            }

            return request.ToArray();
        }

        Assert.Empty(Otlp.Decode(Nested(100)).Spans);
        var error = Assert.Throws<OtlpDecodeException>(() => Otlp.Decode(Nested(101)));
        Assert.Contains("groups nested too deep", error.Message, StringComparison.Ordinal);
    }

    private static (int Decoded, int Refused) DecodeMutations(byte[] original)
    {
        var random = new Random(20261);
        var reader = new OtlpProtobufReader(new());
        var decoded = 0;
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Mutation.Of(original, random);
            try
            {
                reader.Read(new ReadOnlySequence<byte>(bytes));
                decoded++;
            }
            catch (OtlpDecodeException)
            {
                refused++;
            }
        }

        return (decoded, refused);
    }

    private static int CountFields(byte[] message)
    {
        var reader = new WireReader(message);
        var count = 0;
        while (reader.NextField())
        {
            reader.Skip();
            count++;
        }

        return count;
    }
}
