namespace AiInstrument.Budgets.Leasing;

/// <summary>What a budget's scope may name, in the order in which keys join their values.</summary>
internal enum BudgetDimension
{
    Organization,
    User,
    Project,
    Feature,
    EntryPoint,
    Model,
    Service,
}
