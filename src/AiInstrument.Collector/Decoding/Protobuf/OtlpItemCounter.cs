using System.Buffers;
using System.Text;
using System.Text.Json;
using AiInstrument.Collector.Decoding.Json;

namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>Counts the items of a request whose signal is not stored, so that the sender learns how many were rejected.</summary>
internal sealed class OtlpItemCounter
{
    private readonly Level[] _path;

    private OtlpItemCounter(params Level[] path) => _path = path;

    /// <summary>Data points of an ExportMetricsServiceRequest (metrics_service.proto, metrics.proto).</summary>
    public static OtlpItemCounter DataPoints { get; } = new(
        new(new Field(1, "resourceMetrics", "resource_metrics")),
        new(new Field(2, "scopeMetrics", "scope_metrics")),
        new(new Field(2, "metrics", "metrics")),
        new(
            new Field(5, "gauge", "gauge"),
            new Field(7, "sum", "sum"),
            new Field(9, "histogram", "histogram"),
            new Field(10, "exponentialHistogram", "exponential_histogram"),
            new Field(11, "summary", "summary")),
        new(new Field(1, "dataPoints", "data_points")));

    /// <summary>Counts in a protobuf request.</summary>
    /// <exception cref="OtlpDecodeException">The bytes are malformed.</exception>
    public int CountProtobuf(ReadOnlySequence<byte> body) => body.ReadJoined(bytes => Count(new WireReader(bytes), level: 0));

    /// <summary>Counts in a JSON request.</summary>
    /// <exception cref="OtlpDecodeException">The text is malformed.</exception>
    public int CountJson(ReadOnlySequence<byte> body) => body.ReadJoined(CountJson);

    private int CountJson(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = new JsonCursor(utf8);
            var count = Count(ref json, level: 0);
            json.ExpectEnd();
            return count;
        }
        catch (JsonException e)
        {
            throw OtlpDecodeException.Json(e);
        }
    }

    private int Count(WireReader message, int level)
    {
        var count = 0;
        while (message.NextField())
        {
            if (!_path[level].Has(message.Tag))
            {
                message.Skip();
            }
            else if (level == _path.Length - 1)
            {
                count++;
                message.Skip();
            }
            else
            {
                count += Count(message.ReadMessage(), level + 1);
            }
        }

        return count;
    }

    private int Count(ref JsonCursor json, int level)
    {
        if (level == _path.Length)
        {
            json.Skip();
            return 1;
        }

        var count = 0;
        if (!json.TryBeginObject())
        {
            return count;
        }

        while (json.NextProperty())
        {
            if (!_path[level].Has(json))
            {
                json.Skip();
            }
            else if (json.IsArray)
            {
                while (json.NextElement())
                {
                    count += Count(ref json, level + 1);
                }
            }
            else
            {
                count += Count(ref json, level + 1);
            }
        }

        return count;
    }

    private sealed record Level(params Field[] Fields)
    {
        public bool Has(uint tag) => Fields.Any(f => f.Tag == tag);

        public bool Has(in JsonCursor json)
        {
            foreach (var field in Fields)
            {
                if (json.Is(field.CamelCase, field.SnakeCase))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class Field(uint number, string camelCase, string snakeCase)
    {
        private readonly byte[] _camelCase = Encoding.UTF8.GetBytes(camelCase);
        private readonly byte[] _snakeCase = Encoding.UTF8.GetBytes(snakeCase);

        public uint Tag { get; } = number << WireTag.TypeBits | WireTag.Bytes;

        public ReadOnlySpan<byte> CamelCase => _camelCase;

        public ReadOnlySpan<byte> SnakeCase => _snakeCase;
    }
}
