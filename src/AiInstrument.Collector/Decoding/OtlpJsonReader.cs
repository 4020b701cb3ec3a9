using System.Buffers;
using System.Text.Json;

namespace AiInstrument.Collector.Decoding;

/// <summary>
/// Decodes an OTLP <c>ExportTraceServiceRequest</c> in JSON (opentelemetry.io, "JSON Protobuf Encoding"): ids in hexadecimal,
/// enums as numbers. Gives the same spans as <see cref="OtlpProtobufReader"/> does for the same request. Thread-safe.
/// </summary>
public sealed class OtlpJsonReader
{
    private readonly DecodingLimits _limits;
    private readonly Utf8StringTable _names = new(maxLength: 64);
    private readonly Utf8StringTable _values = new(maxLength: 64);
    private readonly AttributeKeyTable _keys = new();
    private readonly BatchPool _pool = new();

    /// <summary>Creates the reader.</summary>
    /// <param name="limits">What is kept of a span.</param>
    public OtlpJsonReader(DecodingLimits limits) => _limits = limits;

    /// <summary>Decodes one request. Nothing of <paramref name="body"/> is kept.</summary>
    /// <exception cref="OtlpDecodeException">The text is not JSON, or a field has a value that it cannot have.</exception>
    public DecodedBatch Read(ReadOnlySequence<byte> body) => body.ReadJoined(Read);

    private DecodedBatch Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = new JsonCursor(utf8);
            var batch = _pool.Rent();
            ReadRequest(ref json, batch);
            json.ExpectEnd();
            return batch.Build(_pool.Return);
        }
        catch (JsonException e)
        {
            throw OtlpDecodeException.Json(e);
        }
    }

    private void ReadRequest(ref JsonCursor json, BatchBuilder batch)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.Is("resourceSpans"u8, "resource_spans"u8))
            {
                json.BeginArray();
                while (json.NextElement())
                {
                    ReadResourceSpans(ref json, batch);
                }
            }
            else
            {
                json.Skip();
            }
        }
    }

    // The resource may follow its spans: spans hold the object, which is filled as it arrives.
    private void ReadResourceSpans(ref JsonCursor json, BatchBuilder batch)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        var resource = new DecodedResource();
        var drops = new DropCounter();
        while (json.NextProperty())
        {
            if (json.Is("resource"u8))
            {
                ReadResource(ref json, resource, ref drops);
            }
            else if (json.Is("scopeSpans"u8, "scope_spans"u8))
            {
                json.BeginArray();
                while (json.NextElement())
                {
                    ReadScopeSpans(ref json, resource, batch);
                }
            }
            else
            {
                json.Skip();
            }
        }

        resource.DroppedAttributesCount = drops.Total;
    }

    private void ReadResource(ref JsonCursor json, DecodedResource resource, ref DropCounter drops)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.Is("attributes"u8))
            {
                ReadAttributes(ref json, resource.Attributes, depth: 1, ref drops);
            }
            else if (json.Is("droppedAttributesCount"u8, "dropped_attributes_count"u8))
            {
                drops.SetBySender(json.ReadInteger<uint>());
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void ReadScopeSpans(ref JsonCursor json, DecodedResource resource, BatchBuilder batch)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        var scope = new DecodedScope();
        while (json.NextProperty())
        {
            if (json.Is("scope"u8))
            {
                ReadScope(ref json, scope);
            }
            else if (json.Is("spans"u8))
            {
                json.BeginArray();
                while (json.NextElement())
                {
                    ReadSpan(ref json, resource, scope, batch);
                }
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void ReadScope(ref JsonCursor json, DecodedScope scope)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.Is("name"u8))
            {
                scope.Name = json.ReadString(_names);
            }
            else if (json.Is("version"u8))
            {
                scope.Version = json.ReadString(_names);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void ReadSpan(ref JsonCursor json, DecodedResource resource, DecodedScope scope, BatchBuilder batch)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        var span = batch.Next(resource, scope);
        var ids = new SpanIds();
        var drops = new DropCounter();
        var droppedEvents = new DropCounter();
        Span<byte> id = stackalloc byte[16];
        while (json.NextProperty())
        {
            if (json.Is("traceId"u8, "trace_id"u8))
            {
                ids.SetTraceId(id[..json.ReadHexId(id)]);
            }
            else if (json.Is("spanId"u8, "span_id"u8))
            {
                ids.SetSpanId(id[..json.ReadHexId(id)]);
            }
            else if (json.Is("parentSpanId"u8, "parent_span_id"u8))
            {
                ids.SetParentSpanId(id[..json.ReadHexId(id)]);
            }
            else if (json.Is("name"u8))
            {
                span.Name = json.ReadString(_names);
            }
            else if (json.Is("kind"u8))
            {
                span.Kind = json.ReadEnum(EnumNames.SpanKind);
            }
            else if (json.Is("startTimeUnixNano"u8, "start_time_unix_nano"u8))
            {
                span.StartUnixNano = json.ReadInteger<ulong>();
            }
            else if (json.Is("endTimeUnixNano"u8, "end_time_unix_nano"u8))
            {
                span.EndUnixNano = json.ReadInteger<ulong>();
            }
            else if (json.Is("attributes"u8))
            {
                ReadAttributes(ref json, span.Attributes, depth: 1, ref drops);
            }
            else if (json.Is("droppedAttributesCount"u8, "dropped_attributes_count"u8))
            {
                drops.SetBySender(json.ReadInteger<uint>());
            }
            else if (json.Is("events"u8))
            {
                span.Events = ReadEvents(ref json, span.Events, ref drops, ref droppedEvents);
            }
            else if (json.Is("droppedEventsCount"u8, "dropped_events_count"u8))
            {
                droppedEvents.SetBySender(json.ReadInteger<uint>());
            }
            else if (json.Is("status"u8))
            {
                ReadStatus(ref json, span);
            }
            else
            {
                json.Skip();
            }
        }

        span.DroppedAttributesCount = drops.Total;
        span.DroppedEventsCount = droppedEvents.Total;
        batch.Add(span, ids);
    }

    private IReadOnlyList<DecodedEvent> ReadEvents(
        ref JsonCursor json, IReadOnlyList<DecodedEvent> before, ref DropCounter drops, ref DropCounter droppedEvents)
    {
        json.BeginArray();
        List<DecodedEvent> events = [.. before];
        while (json.NextElement())
        {
            if (events.Count < _limits.MaxEvents)
            {
                events.Add(ReadEvent(ref json, ref drops));
            }
            else
            {
                droppedEvents.Add();
                json.Skip();
            }
        }

        return events;
    }

    private DecodedEvent ReadEvent(ref JsonCursor json, ref DropCounter drops)
    {
        ulong time = 0;
        var name = "";
        var attributes = new AttributeList();
        if (json.TryBeginObject())
        {
            while (json.NextProperty())
            {
                if (json.Is("timeUnixNano"u8, "time_unix_nano"u8))
                {
                    time = json.ReadInteger<ulong>();
                }
                else if (json.Is("name"u8))
                {
                    name = json.ReadString(_names);
                }
                else if (json.Is("attributes"u8))
                {
                    ReadAttributes(ref json, attributes, depth: 1, ref drops);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        return new DecodedEvent(time, name, attributes);
    }

    private void ReadStatus(ref JsonCursor json, DecodedSpan span)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.Is("message"u8))
            {
                span.StatusMessage = json.ReadString(_values) is { Length: > 0 } message ? message : null;
            }
            else if (json.Is("code"u8))
            {
                span.StatusCode = json.ReadEnum(EnumNames.StatusCode);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void ReadAttributes(ref JsonCursor json, AttributeList attributes, int depth, ref DropCounter drops)
    {
        json.BeginArray();
        while (json.NextElement())
        {
            ReadAttribute(ref json, attributes, depth, ref drops);
        }
    }

    private void ReadAttribute(ref JsonCursor json, AttributeList attributes, int depth, ref DropCounter drops)
    {
        AttributeKey? key = null;
        var value = default(AttributeValue);
        if (json.TryBeginObject())
        {
            while (json.NextProperty())
            {
                if (json.Is("key"u8))
                {
                    key = json.ReadKey(_keys, attributes.Last);
                }
                else if (json.Is("value"u8))
                {
                    value = ReadValue(ref json, depth, ref drops);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        attributes.SetOrDrop(key, value, _limits.MaxAttributes, ref drops);
    }

    private AttributeValue ReadValue(ref JsonCursor json, int depth, ref DropCounter drops)
    {
        if (depth > _limits.MaxDepth)
        {
            drops.Add();
            json.Skip();
            return default;
        }

        var value = default(AttributeValue);
        if (!json.TryBeginObject())
        {
            return value;
        }

        while (json.NextProperty())
        {
            if (json.Is("stringValue"u8, "string_value"u8))
            {
                value = AttributeValue.Of(json.ReadString(_values));
            }
            else if (json.Is("boolValue"u8, "bool_value"u8))
            {
                value = AttributeValue.Of(json.ReadBool());
            }
            else if (json.Is("intValue"u8, "int_value"u8))
            {
                value = AttributeValue.Of(json.ReadInteger<long>());
            }
            else if (json.Is("doubleValue"u8, "double_value"u8))
            {
                value = AttributeValue.Of(json.ReadDouble());
            }
            else if (json.Is("arrayValue"u8, "array_value"u8))
            {
                value = AttributeValue.Of(ReadArray(ref json, depth + 1, ref drops));
            }
            else if (json.Is("kvlistValue"u8, "kvlist_value"u8))
            {
                value = AttributeValue.Of(ReadMap(ref json, depth + 1, ref drops));
            }
            else if (json.Is("bytesValue"u8, "bytes_value"u8))
            {
                value = AttributeValue.Of(json.ReadBase64());
            }
            else
            {
                json.Skip();
            }
        }

        return value;
    }

    private List<AttributeValue> ReadArray(ref JsonCursor json, int depth, ref DropCounter drops)
    {
        List<AttributeValue> elements = [];
        if (!json.TryBeginObject())
        {
            return elements;
        }

        while (json.NextProperty())
        {
            if (json.Is("values"u8))
            {
                json.BeginArray();
                while (json.NextElement())
                {
                    if (elements.Count < _limits.MaxArrayLength)
                    {
                        elements.Add(ReadValue(ref json, depth, ref drops));
                    }
                    else
                    {
                        drops.Add();
                        json.Skip();
                    }
                }
            }
            else
            {
                json.Skip();
            }
        }

        return elements;
    }

    private AttributeList ReadMap(ref JsonCursor json, int depth, ref DropCounter drops)
    {
        var entries = new AttributeList();
        if (!json.TryBeginObject())
        {
            return entries;
        }

        while (json.NextProperty())
        {
            if (json.Is("values"u8))
            {
                ReadAttributes(ref json, entries, depth, ref drops);
            }
            else
            {
                json.Skip();
            }
        }

        return entries;
    }
}
