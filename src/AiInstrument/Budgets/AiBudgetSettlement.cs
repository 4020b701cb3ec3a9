using AiInstrument.Capture;

namespace AiInstrument.Budgets;

/// <summary>What a call used, once it has ended.</summary>
public readonly record struct AiBudgetSettlement
{
    /// <summary>The tokens as the provider counted them. A count that it did not tell is null.</summary>
    public required AiUsage Usage { get; init; }

    /// <summary><c>aiinstrument.outcome</c>: <c>ok</c>, <c>error</c>, <c>cancelled</c> or <c>abandoned</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Whether the counts are partial: a stream ended before its final usage.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>The model that answered, or null.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>The service tier that served the call, or null.</summary>
    public string? ServiceTier { get; init; }
}
