using System.Diagnostics;
using System.Text;
using AiInstrument.Delivery.Protobuf;
using AiInstrument.Delivery.Storage;

namespace AiInstrument.Delivery;

/// <summary>
/// Counts spans that will never arrive, and makes the record that says so: a control span of the source
/// <c>AiInstrument.Delivery</c> with the counts of this process so far, so that receiving it twice changes nothing.
/// </summary>
internal sealed class LossLedger(string instance, TimeProvider time)
{
    private readonly byte[] _instance = Encoding.UTF8.GetBytes(instance);
    private long _lost;
    private long _rejected;
    private DateTimeOffset _since;
    private bool _isUnsaid;

    /// <summary>The resource of the control span; until it is known nothing is said.</summary>
    public byte[]? Context { get; set; }

    public long Lost => Interlocked.Read(ref _lost);

    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Whether a loss record is of this process.</summary>
    public bool IsOwn(ReadOnlySpan<byte> image) => Record.SpanOf(image).IndexOf(_instance) >= 0;

    public void AddLost(int count) => Add(ref _lost, count);

    public void AddRejected(long count) => Add(ref _rejected, count);

    /// <summary>The record that tells what is not told yet; null when there is nothing.</summary>
    public byte[]? TakeRecord()
    {
        lock (_instance)
        {
            if (!_isUnsaid || Context is not { } context)
            {
                return null;
            }

            _isUnsaid = false;
            var buffer = new ProtoBuffer();
            Record.Begin(buffer, context);
            WriteSpan(buffer);
            return Record.End(buffer, context.Length, RecordKind.Loss).ToArray();
        }
    }

    /// <summary>The last record could not be kept: it is told again.</summary>
    public void SayAgain()
    {
        lock (_instance)
        {
            _isUnsaid = true;
        }
    }

    private void Add(ref long counter, long count)
    {
        if (count <= 0)
        {
            return;
        }

        lock (_instance)
        {
            if (_lost + _rejected == 0)
            {
                _since = time.GetUtcNow();
            }

            counter += count;
            _isUnsaid = true;
        }
    }

    private void WriteSpan(ProtoBuffer output)
    {
        output.TraceId(1, ActivityTraceId.CreateRandom());
        output.SpanId(2, ActivitySpanId.CreateRandom());
        output.Text(5, DeliveryKeys.LossSpanName);
        output.Number(6, (ulong)ActivityKind.Internal + 1);
        output.Fixed64(7, SpanEncoder.UnixNano(_since.UtcDateTime));
        output.Fixed64(8, SpanEncoder.UnixNano(time.GetUtcNow().UtcDateTime));
        SpanEncoder.WriteAttribute(output, 9, DeliveryKeys.Schema, DeliveryKeys.SchemaVersion, int.MaxValue);
        SpanEncoder.WriteAttribute(output, 9, DeliveryKeys.Instance, instance, int.MaxValue);
        SpanEncoder.WriteAttribute(output, 9, DeliveryKeys.Lost, _lost, int.MaxValue);
        SpanEncoder.WriteAttribute(output, 9, DeliveryKeys.Rejected, _rejected, int.MaxValue);
        output.Fixed32(16, (uint)ActivityTraceFlags.Recorded);
    }
}
