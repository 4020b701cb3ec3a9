using AiInstrument.Collector.Budgets;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>The budgets that code declares, beside those that admins have set.</summary>
internal sealed record BudgetDriftList(IReadOnlyList<BudgetDriftView> Declared);

/// <summary>A budget that code declares. Amounts are in the unit, dollars in nano-dollars; <c>limit</c> is null where no admin has set one.</summary>
internal sealed class BudgetDriftView(BudgetDrift drift)
{
    public string Feature => drift.Feature;

    public string Service => drift.Service;

    public string Unit => BudgetWords.Of(drift.Unit);

    public string Period => BudgetWords.Of(drift.Period);

    public bool Soft => drift.Soft;

    public long Declared => drift.Declared;

    public long? Limit => drift.Limit;

    public int? BudgetId => drift.Budget?.Id;

    public bool Differs => drift.Differs;
}
