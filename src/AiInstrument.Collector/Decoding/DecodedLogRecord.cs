using AiInstrument.Collector.Decoding.Batches;

namespace AiInstrument.Collector.Decoding;

/// <summary>One OTLP log record, as sent, without what nobody reads. Field meanings: opentelemetry-proto <c>logs.proto</c>, message LogRecord.</summary>
internal sealed class DecodedLogRecord
{
    /// <summary>The instrumentation scope; shared by all records of one ScopeLogs.</summary>
    public required DecodedScope Scope { get; init; }

    /// <summary>The event's name: the field, or the attribute <c>event.name</c> of older senders; empty for a record that is no event.</summary>
    public string EventName { get; set; } = "";

    /// <summary>Zero when the record names none that is valid.</summary>
    public UInt128 TraceId { get; set; }

    /// <summary>Zero when the record names none that is valid.</summary>
    public ulong SpanId { get; set; }

    /// <summary>Nanoseconds since the Unix epoch, UTC; 0 when unknown.</summary>
    public ulong TimeUnixNano { get; set; }

    /// <summary>The body.</summary>
    public AttributeValue Body { get; set; }

    /// <summary>The attributes.</summary>
    public AttributeList Attributes { get; } = new();

    /// <summary>Takes the ids, and the name where only an attribute has it.</summary>
    public void Complete(in SpanIds ids)
    {
        TraceId = ids.TraceId;
        SpanId = ids.SpanId;
        EventName = EventName.Length > 0 ? EventName : Attributes.GetString("event.name") ?? "";
    }
}
