using System.Buffers;
using System.Text.Json;
using AiInstrument.Collector.Decoding.Batches;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Decoding.Json;

/// <summary>Decodes an OTLP <c>ExportLogsServiceRequest</c> in JSON. Gives the same records as <see cref="LogsProtobufReader"/> does. Thread-safe.</summary>
internal sealed class LogsJsonReader(DecodingLimits limits)
{
    private readonly JsonValues _values = new(limits);

    /// <summary>Decodes one request into the memory that it is given.</summary>
    /// <exception cref="OtlpDecodeException">The text is malformed.</exception>
    public IReadOnlyList<DecodedLogRecord> Read(ReadOnlySequence<byte> body, RequestMemory memory) => body.ReadJoined(utf8 => Read(utf8, memory));

    private List<DecodedLogRecord> Read(ReadOnlySpan<byte> utf8, RequestMemory memory)
    {
        try
        {
            var json = new JsonCursor(utf8);
            var records = new List<DecodedLogRecord>();
            if (json.TryBeginObject())
            {
                while (json.NextProperty())
                {
                    ReadResourceLogs(ref json, records, memory);
                }
            }

            json.ExpectEnd();
            return records;
        }
        catch (JsonException e)
        {
            throw OtlpDecodeException.Json(e);
        }
    }

    private void ReadResourceLogs(ref JsonCursor json, List<DecodedLogRecord> records, RequestMemory memory)
    {
        if (!json.Is("resourceLogs"u8, "resource_logs"u8))
        {
            json.Skip();
            return;
        }

        json.BeginArray();
        while (json.NextElement())
        {
            if (!json.TryBeginObject())
            {
                continue;
            }

            while (json.NextProperty())
            {
                ReadScopeLogs(ref json, records, memory);
            }
        }
    }

    private void ReadScopeLogs(ref JsonCursor json, List<DecodedLogRecord> records, RequestMemory memory)
    {
        if (!json.Is("scopeLogs"u8, "scope_logs"u8))
        {
            json.Skip();
            return;
        }

        json.BeginArray();
        while (json.NextElement())
        {
            if (!json.TryBeginObject())
            {
                continue;
            }

            var scope = new DecodedScope();
            var intake = new Intake(memory, limits);
            while (json.NextProperty())
            {
                if (json.Is("scope"u8))
                {
                    _values.ReadScope(ref json, scope, ref intake);
                }
                else if (json.Is("logRecords"u8, "log_records"u8))
                {
                    json.BeginArray();
                    while (json.NextElement())
                    {
                        ReadRecord(ref json, scope, new Intake(memory, limits), records);
                    }
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    private void ReadRecord(ref JsonCursor json, DecodedScope scope, Intake intake, List<DecodedLogRecord> records)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        intake.TakeRecord();
        var record = new DecodedLogRecord { Scope = scope };
        var ids = new SpanIds();
        Span<byte> id = stackalloc byte[16];
        while (json.NextProperty())
        {
            if (json.Is("timeUnixNano"u8, "time_unix_nano"u8))
            {
                record.TimeUnixNano = json.ReadInteger<ulong>();
            }
            else if (json.Is("body"u8))
            {
                record.Body = _values.ReadValue(ref json, depth: 1, ref intake);
            }
            else if (json.Is("attributes"u8))
            {
                _values.ReadAttributes(ref json, record.Attributes, depth: 1, ref intake);
            }
            else if (json.Is("traceId"u8, "trace_id"u8))
            {
                ids.SetTraceId(id[..json.ReadHexId(id)]);
            }
            else if (json.Is("spanId"u8, "span_id"u8))
            {
                ids.SetSpanId(id[..json.ReadHexId(id)]);
            }
            else if (json.Is("eventName"u8, "event_name"u8))
            {
                record.EventName = _values.ReadName(ref json, ref intake);
            }
            else
            {
                json.Skip();
            }
        }

        record.Complete(ids);
        records.Add(record);
    }
}
