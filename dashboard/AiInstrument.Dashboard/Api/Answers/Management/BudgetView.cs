using AiInstrument.Collector.Budgets;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>All budgets.</summary>
internal sealed record BudgetList(IReadOnlyList<BudgetView> Budgets);

/// <summary>A budget as the API writes it. Amounts are in the unit, dollars in nano-dollars.</summary>
internal sealed class BudgetView(Budget budget, IEnumerable<BudgetState> states)
{
    public int Id => budget.Id;

    public string Name => budget.Draft.Name;

    public IReadOnlyDictionary<string, string> Scope => budget.Draft.Scope.Named.ToDictionary(pair => Word(pair.Dimension), pair => pair.Value);

    public string Unit => BudgetWords.Of(budget.Draft.Unit);

    public string Period => BudgetWords.Of(budget.Draft.Period);

    public string TimeZone => budget.Draft.TimeZone;

    public long? SoftLimit => budget.Draft.SoftLimit;

    public long? HardLimit => budget.Draft.HardLimit;

    public int WarningPercent => budget.Draft.WarningPercent;

    public bool AllowOverride => budget.Draft.AllowOverride;

    public bool Active => budget.Draft.Active;

    public DateTimeOffset? CountedFrom => budget.CountedFrom;

    public bool Complete => budget.Complete;

    /// <summary>What is used in the period that holds now; for each value where the budget is for each.</summary>
    public IReadOnlyList<BudgetStateView> States { get; } = [.. states.Select(state => new BudgetStateView(
        budget.Draft.Scope.Values(state.Key).ToDictionary(pair => Word(pair.Dimension), pair => pair.Value),
        state.Period,
        state.ResetsAt,
        state.Used,
        state.Leased,
        state.Level switch { BudgetLevel.Ok => "ok", BudgetLevel.Warning => "warning", BudgetLevel.OverSoft => "over_soft", _ => "over_hard" },
        state.Calls,
        state.UnpricedCalls,
        state.EstimatedCalls))];

    // As BudgetScope is read.
    private static string Word(BudgetDimension dimension) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(dimension.ToString());
}

/// <summary>A budget's state as the API writes it.</summary>
internal sealed record BudgetStateView(
    IReadOnlyDictionary<string, string> Values, string Period, DateTimeOffset? ResetsAt, long Used, long Leased, string Level, long Calls, long UnpricedCalls, long EstimatedCalls);
