namespace AiInstrument.Collector.Decoding;

/// <summary>One OTLP span, as sent. Field meanings: opentelemetry-proto <c>trace.proto</c>, message Span.</summary>
public sealed class DecodedSpan
{
    /// <summary>The resource that sent the span; shared by all spans of one ResourceSpans.</summary>
    public required DecodedResource Resource { get; set; }

    /// <summary>The instrumentation scope; shared by all spans of one ScopeSpans.</summary>
    public required DecodedScope Scope { get; set; }

    /// <summary>16 bytes, not all zero.</summary>
    public UInt128 TraceId { get; set; }

    /// <summary>8 bytes, not all zero.</summary>
    public ulong SpanId { get; set; }

    /// <summary>0 for a root span.</summary>
    public ulong ParentSpanId { get; set; }

    /// <summary>The span's name; empty when unknown.</summary>
    public string Name { get; set; } = "";

    /// <summary>SpanKind as on the wire: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public int Kind { get; set; }

    /// <summary>Nanoseconds since the Unix epoch, UTC.</summary>
    public ulong StartUnixNano { get; set; }

    /// <summary>Nanoseconds since the Unix epoch, UTC; never before <see cref="StartUnixNano"/> (the decoder clamps).</summary>
    public ulong EndUnixNano { get; set; }

    /// <summary>0 unset, 1 ok, 2 error.</summary>
    public int StatusCode { get; set; }

    /// <summary>The status message, or null.</summary>
    public string? StatusMessage { get; set; }

    /// <summary>The span's attributes.</summary>
    public AttributeList Attributes { get; } = new();

    /// <summary>The span's events; empty for most spans.</summary>
    public IReadOnlyList<DecodedEvent> Events { get; set; } = [];

    /// <summary>The span's links to other spans; empty for most spans.</summary>
    public IReadOnlyList<DecodedLink> Links { get; set; } = [];

    /// <summary>Attributes that the sender or the decoder's limits dropped, those of events and links included.</summary>
    public uint DroppedAttributesCount { get; set; }

    /// <summary>Events that the sender or the decoder's limits dropped.</summary>
    public uint DroppedEventsCount { get; set; }

    /// <summary>Links that the sender or the decoder's limits dropped.</summary>
    public uint DroppedLinksCount { get; set; }

    /// <summary>Texts and bytes that the decoder's limits cut.</summary>
    public uint CutValuesCount { get; set; }

    /// <summary>Makes the object ready for the next span.</summary>
    internal void Clear()
    {
        TraceId = default;
        SpanId = 0;
        ParentSpanId = 0;
        Name = "";
        Kind = 0;
        StartUnixNano = 0;
        EndUnixNano = 0;
        StatusCode = 0;
        StatusMessage = null;
        Attributes.Clear();
        Events = [];
        Links = [];
        DroppedAttributesCount = 0;
        DroppedEventsCount = 0;
        DroppedLinksCount = 0;
        CutValuesCount = 0;
    }
}

/// <summary>A span event.</summary>
/// <param name="TimeUnixNano">Nanoseconds since the Unix epoch, UTC.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Attributes">The event's attributes.</param>
public sealed record DecodedEvent(ulong TimeUnixNano, string Name, AttributeList Attributes);

/// <summary>A link to another span.</summary>
/// <param name="TraceId">Its trace; zero when the sender named none that is valid.</param>
/// <param name="SpanId">The span; zero when the sender named none that is valid.</param>
/// <param name="Attributes">The link's attributes.</param>
public sealed record DecodedLink(UInt128 TraceId, ulong SpanId, AttributeList Attributes);

/// <summary>An OTLP resource.</summary>
public sealed class DecodedResource
{
    /// <summary>The resource's attributes, for example <c>service.name</c>.</summary>
    public AttributeList Attributes { get; } = new();

    /// <summary>Attributes that the sender or the decoder's limits dropped.</summary>
    public uint DroppedAttributesCount { get; set; }

    /// <summary>Texts and bytes that the decoder's limits cut.</summary>
    public uint CutValuesCount { get; set; }
}

/// <summary>An OTLP instrumentation scope.</summary>
public sealed class DecodedScope
{
    /// <summary>The instrumentation's name; empty when unknown.</summary>
    public string Name { get; set; } = "";

    /// <summary>The instrumentation's version; empty when unknown.</summary>
    public string Version { get; set; } = "";
}
