using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>One way to write LLM calls as spans. A dialect is one file: what it recognizes, and under which keys it keeps each field.</summary>
internal interface IDialect
{
    /// <summary>The dialect's name, for diagnosis.</summary>
    string Name { get; }

    /// <summary>The keys of each field.</summary>
    DialectKeys Keys { get; }

    /// <summary>Decides what the span is.</summary>
    /// <param name="span">Any span.</param>
    /// <param name="operation">The operation of an interaction; otherwise null.</param>
    SpanRole Classify(DecodedSpan span, out string? operation);
}
