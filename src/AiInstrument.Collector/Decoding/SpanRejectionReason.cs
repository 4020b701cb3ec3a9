namespace AiInstrument.Collector.Decoding;

/// <summary>Why a decoder leaves out a span (opentelemetry-proto <c>trace.proto</c>: "an ID of all zeroes OR of length other than … is invalid").</summary>
public enum SpanRejectionReason
{
    /// <summary>The trace id is not 16 bytes, or all zero.</summary>
    InvalidTraceId,

    /// <summary>The span id is not 8 bytes, or all zero.</summary>
    InvalidSpanId,

    /// <summary>The parent's id is neither empty nor 8 bytes.</summary>
    InvalidParentSpanId,
}
