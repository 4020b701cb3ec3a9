using System.Diagnostics.Metrics;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Receiving.Answers;

namespace AiInstrument.Collector.Receiving;

/// <summary>What the receivers count, on the meter <c>AiInstrument.Collector</c>.</summary>
internal sealed class ReceivingMetrics
{
    public const string MeterName = "AiInstrument.Collector";

    public const string Received = "aiinstrument.collector.spans.received";
    public const string Rejected = "aiinstrument.collector.spans.rejected";
    public const string Refused = "aiinstrument.collector.requests.refused";

    private readonly Counter<long> _received;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _logsKept;
    private readonly Counter<long> _logsDropped;

    public ReceivingMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _received = meter.CreateCounter<long>(Received, "{span}", "Spans that were acknowledged.");
        _rejected = meter.CreateCounter<long>(Rejected, "{span}", "Spans that were rejected for good, by reason.");
        _refused = meter.CreateCounter<long>(Refused, "{request}", "Requests that were refused as a whole, by signal and code.");
        _logsKept = meter.CreateCounter<long>("aiinstrument.collector.logs.kept", "{log_record}", "Log records of which facts about a call are kept.");
        _logsDropped = meter.CreateCounter<long>("aiinstrument.collector.logs.dropped", "{log_record}", "Log records that were rejected for good, by reason.");
        meter.CreateObservableGauge("aiinstrument.collector.requests.memory", () => Memory?.Invoke() ?? 0, "By", "Bytes that the requests in progress have taken.");
    }

    /// <summary>Counts the bytes that the requests in progress have taken.</summary>
    public Func<long>? Memory { private get; set; }

    /// <summary>Counts the spans of an accepted request.</summary>
    public void SpansDone(DecodedBatch batch, in IngestResult stored)
    {
        _received.Add(batch.Spans.Count - stored.Rejected);
        foreach (var rejection in batch.Rejections)
        {
            _rejected.Add(rejection.Count, new KeyValuePair<string, object?>("reason", Name(rejection.Reason)));
        }

        if (stored.Rejected > 0)
        {
            _rejected.Add(stored.Rejected, new KeyValuePair<string, object?>("reason", "not_storable"));
        }
    }

    /// <summary>Counts the log records of an accepted request.</summary>
    public void LogsDone(int kept, IEnumerable<(int Count, string Reason, string Sentence)> dropped)
    {
        if (kept > 0)
        {
            _logsKept.Add(kept);
        }

        foreach (var (count, reason, _) in dropped)
        {
            if (count > 0)
            {
                _logsDropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
            }
        }
    }

    /// <summary>Counts an answer that refuses its request.</summary>
    public void Answered(OtlpSignal signal, RpcCode code)
    {
        if (code != RpcCode.Ok)
        {
            _refused.Add(1, new("signal", signal.Name), new KeyValuePair<string, object?>("code", code.ToString()));
        }
    }

    private static string Name(SpanRejectionReason reason) => reason switch
    {
        SpanRejectionReason.InvalidTraceId => "invalid_trace_id",
        SpanRejectionReason.InvalidSpanId => "invalid_span_id",
        SpanRejectionReason.InvalidParentSpanId => "invalid_parent_span_id",
        _ => throw new InvalidOperationException($"No name for {reason}."),
    };
}
