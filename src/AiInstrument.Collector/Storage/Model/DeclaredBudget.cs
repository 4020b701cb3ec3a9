using AiInstrument.Collector.Budgets;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>A budget that a build declares for a feature.</summary>
internal sealed class DeclaredBudget
{
    public required int BuildKey { get; set; }

    public required string FeatureId { get; set; }

    public required BudgetUnit Unit { get; set; }

    public required BudgetPeriod Period { get; set; }

    public required bool Soft { get; set; }

    public required long Amount { get; set; }
}
