using AiInstrument.Collector.Budgets;

namespace AiInstrument.Dashboard.Budgets;

/// <summary>A line of the list of budgets.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="State">Its most used state; null for a budget for each value that nobody has used.</param>
/// <param name="Keys">How many values it was used for.</param>
internal sealed record BudgetRow(Budget Budget, BudgetState? State, int Keys);
