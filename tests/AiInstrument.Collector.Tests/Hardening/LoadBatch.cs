using System.Buffers.Binary;
using System.Globalization;
using AiInstrument.Collector.Tests.Decoding;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>Requests of calls whose trace ids say which request they came in, so that the database tells which requests it has.</summary>
internal sealed class LoadBatch
{
    private static readonly byte[] s_mark = "load-req"u8.ToArray();

    private readonly byte[] _template;
    private readonly int[] _numbers;

    /// <summary>Prepares requests.</summary>
    /// <param name="spans">Calls in each.</param>
    public LoadBatch(int spans)
    {
        var start = (ulong)(DateTimeOffset.UtcNow.AddHours(-1) - DateTimeOffset.UnixEpoch).Ticks * 100;
        _template = new ProtoWriter().Message(1, rs => rs.Message(2, scope =>
        {
            for (var i = 0; i < spans; i++)
            {
                scope.Message(2, Span(i, start + (ulong)i));
            }
        })).ToArray();
        var numbers = new List<int>(spans);
        for (var at = 0; _template.AsSpan(at).IndexOf(s_mark) is >= 0 and var found; at = numbers[^1])
        {
            numbers.Add(at + found + s_mark.Length);
        }

        _numbers = [.. numbers];
        Spans = spans;
    }

    /// <summary>Calls in each request.</summary>
    public int Spans { get; }

    /// <summary>The request's number in a trace id; null for a trace id of something else.</summary>
    public static long? NumberOf(ReadOnlySpan<byte> traceId) => traceId.StartsWith(s_mark) ? BinaryPrimitives.ReadInt64BigEndian(traceId[s_mark.Length..]) : null;

    /// <summary>The request of a number.</summary>
    public byte[] Make(long number)
    {
        var request = (byte[])_template.Clone();
        foreach (var at in _numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(request.AsSpan(at), number);
        }

        return request;
    }

    private static ProtoWriter Span(int index, ulong start)
    {
        var spanId = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(spanId, index + 1);
        var span = new ProtoWriter().Bytes(1, [.. s_mark, .. new byte[sizeof(long)]]).Bytes(2, spanId).Text(5, "chat gpt-4o-mini").Varint(6, 3UL).Fixed64(7, start).Fixed64(8, start + 1_500_000_000);
        Text("gen_ai.operation.name", "chat");
        Text("gen_ai.provider.name", "openai");
        Text("gen_ai.request.model", "gpt-4o-mini");
        Text("aiinstrument.feature.id", string.Create(CultureInfo.InvariantCulture, $"ticket.feature{index % 20}"));
        Text("user.id", string.Create(CultureInfo.InvariantCulture, $"user-{index}"));
        Text("session.id", string.Create(CultureInfo.InvariantCulture, $"session-{index / 5}"));
        Number("gen_ai.usage.input_tokens", 1000);
        Number("gen_ai.usage.output_tokens", 100);
        return span;

        void Text(string key, string value) => span.Message(9, a => a.Text(1, key).Message(2, v => v.Text(1, value)));

        void Number(string key, long value) => span.Message(9, a => a.Text(1, key).Message(2, v => v.Varint(3, value)));
    }
}
