namespace AiInstrument.Collector.Normalization;

/// <summary>What a dialect makes of a span.</summary>
internal enum SpanRole
{
    /// <summary>The span does not speak this dialect; another one may know it.</summary>
    Foreign,

    /// <summary>The span speaks this dialect and is no LLM call: an agent, a tool, a pipeline.</summary>
    NotAnInteraction,

    /// <summary>The span is an LLM call.</summary>
    Interaction,
}
