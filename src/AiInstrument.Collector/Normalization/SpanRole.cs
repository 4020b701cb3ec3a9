namespace AiInstrument.Collector.Normalization;

/// <summary>A span's place in the tree of calls that it is in.</summary>
internal enum SpanRole
{
    /// <summary>Nothing to know: it is no LLM call and leads to no other span.</summary>
    None,

    /// <summary>No LLM call; the way from its children to its parent.</summary>
    Link,

    /// <summary>The execution of a tool. What is beneath it is a call tree of its own and no part of a sum above it.</summary>
    Tool,

    /// <summary>An agent, a pipeline or a wrapper whose usage repeats that of the calls beneath it.</summary>
    Aggregate,

    /// <summary>One LLM call: the leaf that is billed.</summary>
    Inference,
}
