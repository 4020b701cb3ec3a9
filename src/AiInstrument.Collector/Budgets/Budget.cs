namespace AiInstrument.Collector.Budgets;

/// <summary>A budget.</summary>
/// <param name="Id">The id.</param>
/// <param name="Draft">What an admin says of it.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
/// <param name="CountedFrom">The start of the first period that is counted, UTC; null for "everything there is", or while it is being counted.</param>
/// <param name="Complete">Nothing of that first period is missing: no record of it was removed before the budget was created.</param>
public sealed record Budget(int Id, BudgetDraft Draft, DateTimeOffset CreatedAt, DateTimeOffset? CountedFrom, bool Complete);
