using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Budgets;

/// <summary>The records behind a budget's state.</summary>
/// <param name="Scope">The days of its period and what it is narrowed to, as far as lists can be narrowed.</param>
/// <param name="IsExact">Whether the list has exactly what was counted: its days are UTC days, models are looked at otherwise, and the first period may lack its beginning.</param>
internal sealed record BudgetRecords(UsageScope Scope, bool IsExact)
{
    private const int DaysOfWeek = 7;

    /// <summary>Those of a state of a budget.</summary>
    public static BudgetRecords Of(Budget budget, BudgetState state, TimeProvider time)
    {
        var draft = budget.Draft;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var scope = new UsageScope(state.ResetsAt is { } reset ? Days(draft.Period, DateOnly.FromDateTime(reset.UtcDateTime)) : new UsageWindow("all", FromDay: null, today), UsageFilter.None);
        var values = draft.Scope.Values(state.Key).ToDictionary(pair => pair.Dimension, pair => pair.Value);
        var named = draft.Scope.Named.ToList();
        foreach (var (dimension, value) in named.Where(pair => pair.Dimension != BudgetDimension.Model))
        {
            scope = scope.Narrow(BudgetText.Of(dimension), values.GetValueOrDefault(dimension, value));
        }

        return new BudgetRecords(scope, budget.Complete && (draft.Period == BudgetPeriod.Total || draft.TimeZone == "UTC") && named.TrueForAll(pair => pair.Dimension != BudgetDimension.Model));
    }

    private static UsageWindow Days(BudgetPeriod period, DateOnly next) => period switch
    {
        BudgetPeriod.Day => UsageWindow.Of(next.AddDays(-1), next.AddDays(-1)),
        BudgetPeriod.Week => UsageWindow.Of(next.AddDays(-DaysOfWeek), next.AddDays(-1)),
        _ => CalendarMonth.Of(next.AddDays(-1)).Window,
    };
}
