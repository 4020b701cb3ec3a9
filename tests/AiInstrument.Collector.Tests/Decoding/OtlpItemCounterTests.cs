using System.Buffers;
using System.Text;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Decoding.Protobuf;

namespace AiInstrument.Collector.Tests.Decoding;

public sealed class OtlpItemCounterTests
{
    private const string MetricsJson = """
        {"resourceMetrics":[{"resource":{},"scopeMetrics":[{"scope":{"name":"s"},"metrics":[
          {"name":"g","gauge":{"dataPoints":[{"asInt":"1"},{"asDouble":2}]}},
          {"name":"s","sum":{"dataPoints":[{}],"isMonotonic":true}},
          {"name":"h","histogram":{"dataPoints":[{}]}},
          {"name":"e","exponential_histogram":{"data_points":[{}]}},
          {"name":"q","summary":{"dataPoints":[{"quantileValues":[{}]}]}},
          {"name":"n","unknownKind":{"dataPoints":[{}]}},
          {"name":"x","gauge":null}]}]}]}
        """;

    [Fact]
    public void Data_points_of_every_kind_of_metric_are_counted()
    {
        static void Points(ProtoWriter data, int count)
        {
            for (var i = 0; i < count; i++)
            {
                data.Message(1, p => p.Fixed64(3, 1));
            }
        }

        var request = new ProtoWriter().Message(1, rm => rm.Message(1, _ => { }).Message(2, sm => sm
            .Message(2, m => m.Text(1, "gauge").Message(5, d => Points(d, 2)))
            .Message(2, m => m.Text(1, "sum").Message(7, d => Points(d, 1)))
            .Message(2, m => m.Text(1, "histogram").Message(9, d => Points(d, 1)))
            .Message(2, m => m.Text(1, "exponential").Message(10, d => Points(d, 1)))
            .Message(2, m => m.Text(1, "summary").Message(11, d => Points(d, 1)))
            .Message(2, m => m.Text(1, "unknown").Message(12, d => Points(d, 1))))).ToArray();

        Assert.Equal(6, OtlpItemCounter.DataPoints.CountProtobuf(new ReadOnlySequence<byte>(request)));
        Assert.Equal(6, OtlpItemCounter.DataPoints.CountJson(Utf8(MetricsJson)));
    }

    [Fact]
    public void Malformed_requests_are_refused()
    {
        Assert.Throws<OtlpDecodeException>(() => OtlpItemCounter.DataPoints.CountProtobuf(new ReadOnlySequence<byte>([0x0A, 0x05])));
        Assert.Throws<OtlpDecodeException>(() => OtlpItemCounter.DataPoints.CountJson(Utf8("{")));
        Assert.Throws<OtlpDecodeException>(() => OtlpItemCounter.DataPoints.CountJson(Utf8("""{"resourceMetrics":[1]}""")));
    }

    private static ReadOnlySequence<byte> Utf8(string text) => new(Encoding.UTF8.GetBytes(text));
}
