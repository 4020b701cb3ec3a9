namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>Tags of the OTLP messages that are read (opentelemetry-proto 1.11: trace_service, logs_service, trace, logs, common, resource).</summary>
internal static class OtlpTags
{
    public static class Request
    {
        public const uint ResourceSpans = 1 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class ResourceSpans
    {
        public const uint Resource = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint ScopeSpans = 2 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class LogsRequest
    {
        public const uint ResourceLogs = 1 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class ResourceLogs
    {
        public const uint ScopeLogs = 2 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class ScopeLogs
    {
        public const uint Scope = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint LogRecords = 2 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class LogRecord
    {
        public const uint TimeUnixNano = 1 << WireTag.TypeBits | WireTag.Fixed64;
        public const uint Body = 5 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Attributes = 6 << WireTag.TypeBits | WireTag.Bytes;
        public const uint TraceId = 9 << WireTag.TypeBits | WireTag.Bytes;
        public const uint SpanId = 10 << WireTag.TypeBits | WireTag.Bytes;
        public const uint EventName = 12 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class Resource
    {
        public const uint Attributes = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint DroppedAttributesCount = 2 << WireTag.TypeBits | WireTag.Varint;
    }

    public static class ScopeSpans
    {
        public const uint Scope = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Spans = 2 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class Scope
    {
        public const uint Name = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Version = 2 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class Span
    {
        public const uint TraceId = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint SpanId = 2 << WireTag.TypeBits | WireTag.Bytes;
        public const uint ParentSpanId = 4 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Name = 5 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Kind = 6 << WireTag.TypeBits | WireTag.Varint;
        public const uint StartTimeUnixNano = 7 << WireTag.TypeBits | WireTag.Fixed64;
        public const uint EndTimeUnixNano = 8 << WireTag.TypeBits | WireTag.Fixed64;
        public const uint Attributes = 9 << WireTag.TypeBits | WireTag.Bytes;
        public const uint DroppedAttributesCount = 10 << WireTag.TypeBits | WireTag.Varint;
        public const uint Events = 11 << WireTag.TypeBits | WireTag.Bytes;
        public const uint DroppedEventsCount = 12 << WireTag.TypeBits | WireTag.Varint;
        public const uint Links = 13 << WireTag.TypeBits | WireTag.Bytes;
        public const uint DroppedLinksCount = 14 << WireTag.TypeBits | WireTag.Varint;
        public const uint Status = 15 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class Event
    {
        public const uint TimeUnixNano = 1 << WireTag.TypeBits | WireTag.Fixed64;
        public const uint Name = 2 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Attributes = 3 << WireTag.TypeBits | WireTag.Bytes;
        public const uint DroppedAttributesCount = 4 << WireTag.TypeBits | WireTag.Varint;
    }

    public static class Link
    {
        public const uint TraceId = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint SpanId = 2 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Attributes = 4 << WireTag.TypeBits | WireTag.Bytes;
        public const uint DroppedAttributesCount = 5 << WireTag.TypeBits | WireTag.Varint;
    }

    public static class Status
    {
        public const uint Message = 2 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Code = 3 << WireTag.TypeBits | WireTag.Varint;
    }

    public static class KeyValue
    {
        public const uint Key = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Value = 2 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class AnyValue
    {
        public const uint String = 1 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Bool = 2 << WireTag.TypeBits | WireTag.Varint;
        public const uint Int = 3 << WireTag.TypeBits | WireTag.Varint;
        public const uint Double = 4 << WireTag.TypeBits | WireTag.Fixed64;
        public const uint Array = 5 << WireTag.TypeBits | WireTag.Bytes;
        public const uint KeyValueList = 6 << WireTag.TypeBits | WireTag.Bytes;
        public const uint Bytes = 7 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class ArrayValue
    {
        public const uint Values = 1 << WireTag.TypeBits | WireTag.Bytes;
    }

    public static class KeyValueList
    {
        public const uint Values = 1 << WireTag.TypeBits | WireTag.Bytes;
    }
}
