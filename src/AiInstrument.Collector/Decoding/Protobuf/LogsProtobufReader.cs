using System.Buffers;
using AiInstrument.Collector.Decoding.Batches;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>Decodes an OTLP <c>ExportLogsServiceRequest</c> in protobuf. Thread-safe.</summary>
internal sealed class LogsProtobufReader(DecodingLimits limits)
{
    private readonly ProtobufValues _values = new(limits);

    /// <summary>Decodes one request into the memory that it is given.</summary>
    /// <exception cref="OtlpDecodeException">The bytes are malformed.</exception>
    public IReadOnlyList<DecodedLogRecord> Read(ReadOnlySequence<byte> body, RequestMemory memory) => body.ReadJoined(bytes => ReadRequest(new WireReader(bytes), memory));

    private List<DecodedLogRecord> ReadRequest(WireReader request, RequestMemory memory)
    {
        var records = new List<DecodedLogRecord>();
        while (request.NextField())
        {
            switch (request.Tag)
            {
                case OtlpTags.LogsRequest.ResourceLogs:
                    ReadResourceLogs(request.ReadMessage(), records, memory);
                    break;
                default:
                    request.Skip();
                    break;
            }
        }

        return records;
    }

    private void ReadResourceLogs(WireReader resourceLogs, List<DecodedLogRecord> records, RequestMemory memory)
    {
        while (resourceLogs.NextField())
        {
            switch (resourceLogs.Tag)
            {
                case OtlpTags.ResourceLogs.ScopeLogs:
                    ReadScopeLogs(resourceLogs.ReadMessage(), records, memory);
                    break;
                default:
                    resourceLogs.Skip();
                    break;
            }
        }
    }

    private void ReadScopeLogs(WireReader scopeLogs, List<DecodedLogRecord> records, RequestMemory memory)
    {
        var scope = new DecodedScope();
        var intake = new Intake(memory, limits);
        while (scopeLogs.NextField())
        {
            switch (scopeLogs.Tag)
            {
                case OtlpTags.ScopeLogs.Scope:
                    _values.ReadScope(scopeLogs.ReadMessage(), scope, ref intake);
                    break;
                case OtlpTags.ScopeLogs.LogRecords:
                    records.Add(ReadRecord(scopeLogs.ReadMessage(), scope, new Intake(memory, limits)));
                    break;
                default:
                    scopeLogs.Skip();
                    break;
            }
        }
    }

    private DecodedLogRecord ReadRecord(WireReader message, DecodedScope scope, Intake intake)
    {
        intake.TakeRecord();
        var record = new DecodedLogRecord { Scope = scope };
        var ids = new SpanIds();
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.LogRecord.TimeUnixNano:
                    record.TimeUnixNano = message.ReadFixed64();
                    break;
                case OtlpTags.LogRecord.Body:
                    record.Body = _values.ReadValue(message.ReadMessage(), record.Body, depth: 1, ref intake);
                    break;
                case OtlpTags.LogRecord.Attributes:
                    _values.ReadAttribute(message.ReadMessage(), record.Attributes, depth: 1, ref intake);
                    break;
                case OtlpTags.LogRecord.TraceId:
                    ids.SetTraceId(message.ReadBytes());
                    break;
                case OtlpTags.LogRecord.SpanId:
                    ids.SetSpanId(message.ReadBytes());
                    break;
                case OtlpTags.LogRecord.EventName:
                    record.EventName = _values.ReadName(ref message, ref intake);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        record.Complete(ids);
        return record;
    }
}
