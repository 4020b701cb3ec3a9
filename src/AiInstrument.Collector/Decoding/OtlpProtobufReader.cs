using System.Buffers;
using System.Text;

namespace AiInstrument.Collector.Decoding;

/// <summary>
/// Decodes an OTLP <c>ExportTraceServiceRequest</c> in protobuf. Thread-safe; one instance serves all requests and lets
/// repeated strings be shared between them.
/// </summary>
public sealed class OtlpProtobufReader
{
    private readonly DecodingLimits _limits;
    private readonly Utf8StringTable _names = new(maxLength: 64);
    private readonly Utf8StringTable _values = new(maxLength: 64);
    private readonly AttributeKeyTable _keys = new();
    private readonly BatchPool _pool = new();

    /// <summary>Creates the reader.</summary>
    /// <param name="limits">What is kept of a span.</param>
    public OtlpProtobufReader(DecodingLimits limits) => _limits = limits;

    /// <summary>Decodes one request. Nothing of <paramref name="body"/> is kept.</summary>
    /// <exception cref="OtlpDecodeException">The bytes are malformed; no span of the request can be trusted.</exception>
    public DecodedBatch Read(ReadOnlySequence<byte> body) => body.ReadJoined(bytes => ReadRequest(new WireReader(bytes)));

    private DecodedBatch ReadRequest(WireReader request)
    {
        var batch = _pool.Rent();
        while (request.NextField())
        {
            switch (request.Tag)
            {
                case OtlpTags.Request.ResourceSpans:
                    ReadResourceSpans(request.ReadMessage(), batch);
                    break;
                default:
                    request.Skip();
                    break;
            }
        }

        return batch.Build(_pool.Return);
    }

    // The resource may follow its spans on the wire, or come in parts: spans hold the object, which is filled as it arrives.
    private void ReadResourceSpans(WireReader resourceSpans, BatchBuilder batch)
    {
        var resource = new DecodedResource();
        var drops = new DropCounter();
        while (resourceSpans.NextField())
        {
            switch (resourceSpans.Tag)
            {
                case OtlpTags.ResourceSpans.Resource:
                    ReadResource(resourceSpans.ReadMessage(), resource, ref drops);
                    break;
                case OtlpTags.ResourceSpans.ScopeSpans:
                    ReadScopeSpans(resourceSpans.ReadMessage(), resource, batch);
                    break;
                default:
                    resourceSpans.Skip();
                    break;
            }
        }

        resource.DroppedAttributesCount = drops.Total;
    }

    private void ReadResource(WireReader message, DecodedResource resource, ref DropCounter drops)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Resource.Attributes:
                    ReadAttribute(message.ReadMessage(), resource.Attributes, depth: 1, ref drops);
                    break;
                case OtlpTags.Resource.DroppedAttributesCount:
                    drops.SetBySender((uint)message.ReadVarint());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }

    private void ReadScopeSpans(WireReader scopeSpans, DecodedResource resource, BatchBuilder batch)
    {
        var scope = new DecodedScope();
        while (scopeSpans.NextField())
        {
            switch (scopeSpans.Tag)
            {
                case OtlpTags.ScopeSpans.Scope:
                    ReadScope(scopeSpans.ReadMessage(), scope);
                    break;
                case OtlpTags.ScopeSpans.Spans:
                    ReadSpan(scopeSpans.ReadMessage(), resource, scope, batch);
                    break;
                default:
                    scopeSpans.Skip();
                    break;
            }
        }
    }

    private void ReadScope(WireReader message, DecodedScope scope)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Scope.Name:
                    scope.Name = _names.Get(message.ReadBytes());
                    break;
                case OtlpTags.Scope.Version:
                    scope.Version = _names.Get(message.ReadBytes());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }

    private void ReadSpan(WireReader message, DecodedResource resource, DecodedScope scope, BatchBuilder batch)
    {
        var span = batch.Next(resource, scope);
        var ids = new SpanIds();
        var drops = new DropCounter();
        var droppedEvents = new DropCounter();
        List<DecodedEvent>? events = null;
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Span.TraceId:
                    ids.SetTraceId(message.ReadBytes());
                    break;
                case OtlpTags.Span.SpanId:
                    ids.SetSpanId(message.ReadBytes());
                    break;
                case OtlpTags.Span.ParentSpanId:
                    ids.SetParentSpanId(message.ReadBytes());
                    break;
                case OtlpTags.Span.Name:
                    span.Name = _names.Get(message.ReadBytes());
                    break;
                case OtlpTags.Span.Kind:
                    span.Kind = (int)message.ReadVarint();
                    break;
                case OtlpTags.Span.StartTimeUnixNano:
                    span.StartUnixNano = message.ReadFixed64();
                    break;
                case OtlpTags.Span.EndTimeUnixNano:
                    span.EndUnixNano = message.ReadFixed64();
                    break;
                case OtlpTags.Span.Attributes:
                    ReadAttribute(message.ReadMessage(), span.Attributes, depth: 1, ref drops);
                    break;
                case OtlpTags.Span.DroppedAttributesCount:
                    drops.SetBySender((uint)message.ReadVarint());
                    break;
                case OtlpTags.Span.Events when events is null || events.Count < _limits.MaxEvents:
                    ReadEvent(message.ReadMessage(), events ??= [], ref drops);
                    break;
                case OtlpTags.Span.Events:
                    droppedEvents.Add();
                    message.Skip();
                    break;
                case OtlpTags.Span.DroppedEventsCount:
                    droppedEvents.SetBySender((uint)message.ReadVarint());
                    break;
                case OtlpTags.Span.Status:
                    ReadStatus(message.ReadMessage(), span);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        if (events is not null)
        {
            span.Events = events;
        }

        span.DroppedAttributesCount = drops.Total;
        span.DroppedEventsCount = droppedEvents.Total;
        batch.Add(span, ids);
    }

    private void ReadEvent(WireReader message, List<DecodedEvent> events, ref DropCounter drops)
    {
        ulong time = 0;
        var name = "";
        var attributes = new AttributeList();
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Event.TimeUnixNano:
                    time = message.ReadFixed64();
                    break;
                case OtlpTags.Event.Name:
                    name = _names.Get(message.ReadBytes());
                    break;
                case OtlpTags.Event.Attributes:
                    ReadAttribute(message.ReadMessage(), attributes, depth: 1, ref drops);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        events.Add(new DecodedEvent(time, name, attributes));
    }

    private static void ReadStatus(WireReader message, DecodedSpan span)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Status.Message:
                    var text = message.ReadBytes();
                    span.StatusMessage = text.IsEmpty ? null : Encoding.UTF8.GetString(text);
                    break;
                case OtlpTags.Status.Code:
                    span.StatusCode = (int)message.ReadVarint();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }

    private void ReadAttribute(WireReader message, AttributeList attributes, int depth, ref DropCounter drops)
    {
        AttributeKey? key = null;
        var value = default(AttributeValue);
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.KeyValue.Key:
                    key = _keys.Get(message.ReadBytes(), attributes.Last);
                    break;
                case OtlpTags.KeyValue.Value:
                    value = ReadValue(message.ReadMessage(), value, depth, ref drops);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        attributes.SetOrDrop(key, value, _limits.MaxAttributes, ref drops);
    }

    /// <summary>Reads an AnyValue over what an earlier part of the same field gave: lists join, anything else is replaced.</summary>
    private AttributeValue ReadValue(WireReader message, AttributeValue value, int depth, ref DropCounter drops)
    {
        if (depth > _limits.MaxDepth)
        {
            drops.Add();
            return default;
        }

        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.AnyValue.String:
                    value = AttributeValue.Of(_values.Get(message.ReadBytes()));
                    break;
                case OtlpTags.AnyValue.Bool:
                    value = AttributeValue.Of(message.ReadVarint() != 0);
                    break;
                case OtlpTags.AnyValue.Int:
                    value = AttributeValue.Of((long)message.ReadVarint());
                    break;
                case OtlpTags.AnyValue.Double:
                    value = AttributeValue.Of(message.ReadDouble());
                    break;
                case OtlpTags.AnyValue.Array:
                    var elements = value.Elements as List<AttributeValue> ?? [];
                    ReadArray(message.ReadMessage(), elements, depth + 1, ref drops);
                    value = AttributeValue.Of(elements);
                    break;
                case OtlpTags.AnyValue.KeyValueList:
                    var entries = value.Entries ?? new AttributeList();
                    ReadMap(message.ReadMessage(), entries, depth + 1, ref drops);
                    value = AttributeValue.Of(entries);
                    break;
                case OtlpTags.AnyValue.Bytes:
                    value = AttributeValue.Of(message.ReadBytes().ToArray());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return value;
    }

    private void ReadArray(WireReader message, List<AttributeValue> elements, int depth, ref DropCounter drops)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.ArrayValue.Values when elements.Count < _limits.MaxArrayLength:
                    elements.Add(ReadValue(message.ReadMessage(), default, depth, ref drops));
                    break;
                case OtlpTags.ArrayValue.Values:
                    drops.Add();
                    message.Skip();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }

    private void ReadMap(WireReader message, AttributeList entries, int depth, ref DropCounter drops)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.KeyValueList.Values:
                    ReadAttribute(message.ReadMessage(), entries, depth, ref drops);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }
    }
}
