using AiInstrument.Registry;

namespace AiInstrument.Budgets;

/// <summary>What is known of an LLM call before it is made. What is not known is null.</summary>
public sealed record AiBudgetCall
{
    /// <summary>Who and what the call is for. Its feature is the one that the call counts for.</summary>
    public required AiAttribution Attribution { get; init; }

    /// <summary>The operation: <c>chat</c>, <c>embeddings</c>, …</summary>
    public required string Operation { get; init; }

    /// <summary>The provider as <c>gen_ai.provider.name</c> spells it.</summary>
    public string? Provider { get; init; }

    /// <summary>The model or deployment that is asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The bound on output tokens.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>The place in source. Null where the call is measured by a wrapper or at HTTP.</summary>
    public AiCallSite? CallSite { get; init; }
}
