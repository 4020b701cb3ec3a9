using System.Buffers;
using System.Text;
using AiInstrument.Collector.Decoding.Batches;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Decoding.Protobuf;

/// <summary>
/// Decodes an OTLP <c>ExportTraceServiceRequest</c> in protobuf. Thread-safe; one instance serves all requests and lets
/// repeated strings be shared between them.
/// </summary>
public sealed class OtlpProtobufReader
{
    private readonly DecodingLimits _limits;
    private readonly ProtobufValues _values;
    private readonly BatchPool _pool = new();

    /// <summary>Creates the reader.</summary>
    /// <param name="limits">What is kept of a span.</param>
    public OtlpProtobufReader(DecodingLimits limits) => (_limits, _values) = (limits, new ProtobufValues(limits));

    /// <summary>Decodes one request. Nothing of <paramref name="body"/> is kept.</summary>
    /// <exception cref="OtlpDecodeException">The bytes are malformed; no span of the request can be trusted.</exception>
    public DecodedBatch Read(ReadOnlySequence<byte> body) => Read(body, RequestMemory.Unbounded());

    /// <summary>Decodes one request into the memory that it is given.</summary>
    internal DecodedBatch Read(ReadOnlySequence<byte> body, RequestMemory memory) => body.ReadJoined(bytes => ReadRequest(new WireReader(bytes), memory));

    private DecodedBatch ReadRequest(WireReader request, RequestMemory memory)
    {
        var batch = _pool.Rent(memory);
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
        var intake = batch.Intake(_limits);
        while (resourceSpans.NextField())
        {
            switch (resourceSpans.Tag)
            {
                case OtlpTags.ResourceSpans.Resource:
                    _values.ReadResource(resourceSpans.ReadMessage(), resource, ref intake);
                    break;
                case OtlpTags.ResourceSpans.ScopeSpans:
                    ReadScopeSpans(resourceSpans.ReadMessage(), resource, batch);
                    break;
                default:
                    resourceSpans.Skip();
                    break;
            }
        }

        resource.DroppedAttributesCount = intake.Dropped.Total;
        resource.CutValuesCount = intake.Cut.Total;
    }

    private void ReadScopeSpans(WireReader scopeSpans, DecodedResource resource, BatchBuilder batch)
    {
        var scope = new DecodedScope();
        var intake = batch.Intake(_limits);
        while (scopeSpans.NextField())
        {
            switch (scopeSpans.Tag)
            {
                case OtlpTags.ScopeSpans.Scope:
                    _values.ReadScope(scopeSpans.ReadMessage(), scope, ref intake);
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

    private void ReadSpan(WireReader message, DecodedResource resource, DecodedScope scope, BatchBuilder batch)
    {
        var span = batch.Next(resource, scope);
        var ids = new SpanIds();
        var intake = batch.Intake(_limits);
        var droppedEvents = new DropCounter();
        var droppedLinks = new DropCounter();
        List<DecodedEvent>? events = null;
        List<DecodedLink>? links = null;
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
                    span.Name = _values.ReadName(ref message, ref intake);
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
                    _values.ReadAttribute(message.ReadMessage(), span.Attributes, depth: 1, ref intake);
                    break;
                case OtlpTags.Span.DroppedAttributesCount:
                    intake.Dropped.SetBySender((uint)message.ReadVarint());
                    break;
                case OtlpTags.Span.Events when events is null || events.Count < _limits.MaxEvents:
                    (events ??= []).Add(ReadEvent(message.ReadMessage(), ref intake));
                    break;
                case OtlpTags.Span.Events:
                    droppedEvents.Add();
                    message.Skip();
                    break;
                case OtlpTags.Span.DroppedEventsCount:
                    droppedEvents.SetBySender((uint)message.ReadVarint());
                    break;
                case OtlpTags.Span.Links when links is null || links.Count < _limits.MaxLinks:
                    (links ??= []).Add(ReadLink(message.ReadMessage(), ref intake));
                    break;
                case OtlpTags.Span.Links:
                    droppedLinks.Add();
                    message.Skip();
                    break;
                case OtlpTags.Span.DroppedLinksCount:
                    droppedLinks.SetBySender((uint)message.ReadVarint());
                    break;
                case OtlpTags.Span.Status:
                    ReadStatus(message.ReadMessage(), span, ref intake);
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

        if (links is not null)
        {
            span.Links = links;
        }

        span.DroppedAttributesCount = intake.Dropped.Total;
        span.DroppedEventsCount = droppedEvents.Total;
        span.DroppedLinksCount = droppedLinks.Total;
        span.CutValuesCount = intake.Cut.Total;
        batch.Add(span, ids);
    }

    private DecodedEvent ReadEvent(WireReader message, ref Intake span)
    {
        span.TakeContainer();
        ulong time = 0;
        var name = "";
        var attributes = new AttributeList();
        var intake = span.Part();
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Event.TimeUnixNano:
                    time = message.ReadFixed64();
                    break;
                case OtlpTags.Event.Name:
                    name = _values.ReadName(ref message, ref intake);
                    break;
                case OtlpTags.Event.Attributes:
                    _values.ReadAttribute(message.ReadMessage(), attributes, depth: 1, ref intake);
                    break;
                case OtlpTags.Event.DroppedAttributesCount:
                    intake.Dropped.SetBySender((uint)message.ReadVarint());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        span.AddPart(intake);
        return new DecodedEvent(time, name, attributes);
    }

    private DecodedLink ReadLink(WireReader message, ref Intake span)
    {
        span.TakeContainer();
        var ids = new SpanIds();
        var attributes = new AttributeList();
        var intake = span.Part();
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Link.TraceId:
                    ids.SetTraceId(message.ReadBytes());
                    break;
                case OtlpTags.Link.SpanId:
                    ids.SetSpanId(message.ReadBytes());
                    break;
                case OtlpTags.Link.Attributes:
                    _values.ReadAttribute(message.ReadMessage(), attributes, depth: 1, ref intake);
                    break;
                case OtlpTags.Link.DroppedAttributesCount:
                    intake.Dropped.SetBySender((uint)message.ReadVarint());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        span.AddPart(intake);
        return new DecodedLink(ids.TraceId, ids.SpanId, attributes);
    }

    private static void ReadStatus(WireReader message, DecodedSpan span, ref Intake intake)
    {
        while (message.NextField())
        {
            switch (message.Tag)
            {
                case OtlpTags.Status.Message:
                    var text = intake.Text(message.ReadBytes());
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
}
