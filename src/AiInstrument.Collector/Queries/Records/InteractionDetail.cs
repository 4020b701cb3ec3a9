using System.Diagnostics.CodeAnalysis;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>One interaction with everything known about it.</summary>
public sealed record InteractionDetail : InteractionRow
{
    /// <summary>What the list knows of it.</summary>
    [SetsRequiredMembers]
    internal InteractionDetail(InteractionRow row)
        : base(row)
    {
    }

    /// <summary>16 hex digits, or null.</summary>
    public string? ParentSpanId { get; init; }

    /// <summary>The member that contains the call.</summary>
    public string? CodeFunction { get; init; }

    /// <summary>The build.</summary>
    public string? BuildId { get; init; }

    /// <summary>The instrumentation that made the span.</summary>
    public string? ScopeName { get; init; }

    /// <summary>Why the span does not count, or null.</summary>
    public string? UncountedReason { get; init; }

    /// <summary>What caches saved, in nano-dollars; less than zero where writing one cost more than reading saved; null where none was used, or no price is known.</summary>
    public long? SavedNanoUsd { get; init; }

    /// <summary>What the sender says the call cost, in nano-dollars; null when it did not say. Totals hold the price book's cost, not this.</summary>
    public long? ReportedCostNanoUsd { get; init; }

    /// <summary>The dialect of the span.</summary>
    public string? Dialect { get; init; }

    /// <summary>What was left out of the call; null when nothing was.</summary>
    public RecordLeftOut? LeftOut { get; init; }

    /// <summary>How the cost was calculated, line by line; empty when unpriced.</summary>
    public IReadOnlyList<CostLine> CostLines { get; init; } = [];

    /// <summary>The price that was used: provider, pattern, from when, source; null when unpriced.</summary>
    public string? PriceDescription { get; init; }

    /// <summary>All attributes as sent (content attributes left out), by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];
}
