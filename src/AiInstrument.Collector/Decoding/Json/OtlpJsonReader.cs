using System.Buffers;
using System.Text;
using System.Text.Json;
using AiInstrument.Collector.Decoding.Batches;
using AiInstrument.Collector.Decoding.Protobuf;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Decoding.Json;

/// <summary>
/// Decodes an OTLP <c>ExportTraceServiceRequest</c> in JSON (opentelemetry.io, "JSON Protobuf Encoding"): ids in hexadecimal,
/// enums as numbers. Gives the same spans as <see cref="OtlpProtobufReader"/> does for the same request. Thread-safe.
/// </summary>
public sealed class OtlpJsonReader
{
    private readonly DecodingLimits _limits;
    private readonly JsonValues _values;
    private readonly BatchPool _pool = new();

    /// <summary>Creates the reader.</summary>
    /// <param name="limits">What is kept of a span.</param>
    public OtlpJsonReader(DecodingLimits limits) => (_limits, _values) = (limits, new JsonValues(limits));

    /// <summary>Decodes one request. Nothing of <paramref name="body"/> is kept.</summary>
    /// <exception cref="OtlpDecodeException">The text is not JSON, or a field has a value that it cannot have.</exception>
    public DecodedBatch Read(ReadOnlySequence<byte> body) => Read(body, RequestMemory.Unbounded());

    /// <summary>Decodes one request into the memory that it is given.</summary>
    internal DecodedBatch Read(ReadOnlySequence<byte> body, RequestMemory memory) => body.ReadJoined(utf8 => Read(utf8, memory));

    private DecodedBatch Read(ReadOnlySpan<byte> utf8, RequestMemory memory)
    {
        try
        {
            var json = new JsonCursor(utf8);
            var batch = _pool.Rent(memory);
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
        var intake = batch.Intake(_limits);
        while (json.NextProperty())
        {
            if (json.Is("resource"u8))
            {
                _values.ReadResource(ref json, resource, ref intake);
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

        resource.DroppedAttributesCount = intake.Dropped.Total;
        resource.CutValuesCount = intake.Cut.Total;
    }

    private void ReadScopeSpans(ref JsonCursor json, DecodedResource resource, BatchBuilder batch)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        var scope = new DecodedScope();
        var intake = batch.Intake(_limits);
        while (json.NextProperty())
        {
            if (json.Is("scope"u8))
            {
                _values.ReadScope(ref json, scope, ref intake);
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

    private void ReadSpan(ref JsonCursor json, DecodedResource resource, DecodedScope scope, BatchBuilder batch)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        var span = batch.Next(resource, scope);
        var ids = new SpanIds();
        var intake = batch.Intake(_limits);
        var droppedEvents = new DropCounter();
        var droppedLinks = new DropCounter();
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
                span.Name = _values.ReadName(ref json, ref intake);
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
                _values.ReadAttributes(ref json, span.Attributes, depth: 1, ref intake);
            }
            else if (json.Is("droppedAttributesCount"u8, "dropped_attributes_count"u8))
            {
                intake.Dropped.SetBySender(json.ReadInteger<uint>());
            }
            else if (json.Is("events"u8))
            {
                span.Events = ReadAll(ref json, span.Events, _limits.MaxEvents, ReadEvent, ref intake, ref droppedEvents);
            }
            else if (json.Is("droppedEventsCount"u8, "dropped_events_count"u8))
            {
                droppedEvents.SetBySender(json.ReadInteger<uint>());
            }
            else if (json.Is("links"u8))
            {
                span.Links = ReadAll(ref json, span.Links, _limits.MaxLinks, ReadLink, ref intake, ref droppedLinks);
            }
            else if (json.Is("droppedLinksCount"u8, "dropped_links_count"u8))
            {
                droppedLinks.SetBySender(json.ReadInteger<uint>());
            }
            else if (json.Is("status"u8))
            {
                ReadStatus(ref json, span, ref intake);
            }
            else
            {
                json.Skip();
            }
        }

        span.DroppedAttributesCount = intake.Dropped.Total;
        span.DroppedEventsCount = droppedEvents.Total;
        span.DroppedLinksCount = droppedLinks.Total;
        span.CutValuesCount = intake.Cut.Total;
        batch.Add(span, ids);
    }

    private delegate T ElementReader<out T>(ref JsonCursor json, ref Intake span);

    private static List<T> ReadAll<T>(
        ref JsonCursor json, IReadOnlyList<T> before, int most, ElementReader<T> read, ref Intake span, ref DropCounter dropped)
    {
        json.BeginArray();
        List<T> all = [.. before];
        while (json.NextElement())
        {
            if (all.Count < most)
            {
                all.Add(read(ref json, ref span));
            }
            else
            {
                dropped.Add();
                json.Skip();
            }
        }

        return all;
    }

    private DecodedEvent ReadEvent(ref JsonCursor json, ref Intake span)
    {
        span.TakeContainer();
        ulong time = 0;
        var name = "";
        var attributes = new AttributeList();
        var intake = span.Part();
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
                    name = _values.ReadName(ref json, ref intake);
                }
                else if (json.Is("attributes"u8))
                {
                    _values.ReadAttributes(ref json, attributes, depth: 1, ref intake);
                }
                else if (json.Is("droppedAttributesCount"u8, "dropped_attributes_count"u8))
                {
                    intake.Dropped.SetBySender(json.ReadInteger<uint>());
                }
                else
                {
                    json.Skip();
                }
            }
        }

        span.AddPart(intake);
        return new DecodedEvent(time, name, attributes);
    }

    private DecodedLink ReadLink(ref JsonCursor json, ref Intake span)
    {
        span.TakeContainer();
        var ids = new SpanIds();
        var attributes = new AttributeList();
        var intake = span.Part();
        Span<byte> id = stackalloc byte[16];
        if (json.TryBeginObject())
        {
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
                else if (json.Is("attributes"u8))
                {
                    _values.ReadAttributes(ref json, attributes, depth: 1, ref intake);
                }
                else if (json.Is("droppedAttributesCount"u8, "dropped_attributes_count"u8))
                {
                    intake.Dropped.SetBySender(json.ReadInteger<uint>());
                }
                else
                {
                    json.Skip();
                }
            }
        }

        span.AddPart(intake);
        return new DecodedLink(ids.TraceId, ids.SpanId, attributes);
    }

    private static void ReadStatus(ref JsonCursor json, DecodedSpan span, ref Intake intake)
    {
        if (!json.TryBeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.Is("message"u8))
            {
                span.StatusMessage = Encoding.UTF8.GetString(intake.Text(json.ReadText())) is { Length: > 0 } message ? message : null;
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
}
