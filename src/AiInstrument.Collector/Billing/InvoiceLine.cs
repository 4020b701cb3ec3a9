using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Billing;

/// <summary>What an organization used of one model for one feature on one day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Provider">The provider, or null.</param>
/// <param name="Model">The model, or null.</param>
/// <param name="Feature">The feature's id when the calls were recorded, or null.</param>
/// <param name="Category">The category, or null.</param>
/// <param name="Totals">The sums; below zero in a correction that takes something back.</param>
public sealed record InvoiceLine(DateOnly Day, string? Provider, string? Model, string? Feature, string? Category, UsageTotals Totals)
{
    /// <summary>The ids of the price versions that the calls were priced with, in order. Empty where no record is left to say, and until a month is closed.</summary>
    public IReadOnlyList<int> Prices { get; init; } = [];

    /// <summary>What tells it from the other lines of a statement.</summary>
    internal (DateOnly Day, string? Provider, string? Model, string? Feature, string? Category) Key => (Day, Provider, Model, Feature, Category);

    /// <summary>Whether there is nothing to bill or to take back.</summary>
    internal bool IsNothing => Totals is
    {
        Calls: 0, InputTokens: 0, OutputTokens: 0, CachedInputTokens: 0, CacheWriteTokens: 0, ReasoningTokens: 0, CostNanoUsd: 0, UnpricedCalls: 0, UnpricedTokens: 0, EstimatedCalls: 0,
    };

    /// <summary>By day, then by name.</summary>
    internal static IOrderedEnumerable<InvoiceLine> Ordered(IEnumerable<InvoiceLine> lines) => lines
        .OrderBy(line => line.Day)
        .ThenBy(line => line.Provider, StringComparer.Ordinal)
        .ThenBy(line => line.Model, StringComparer.Ordinal)
        .ThenBy(line => line.Feature, StringComparer.Ordinal)
        .ThenBy(line => line.Category, StringComparer.Ordinal);
}
