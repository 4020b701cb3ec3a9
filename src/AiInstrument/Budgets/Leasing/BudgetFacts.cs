namespace AiInstrument.Budgets.Leasing;

/// <summary>What budgets are matched with.</summary>
/// <param name="Attribution">Who and what the call is for.</param>
/// <param name="FeatureId">The feature that it counts for; it wins over the attribution's.</param>
/// <param name="Model">The model that is asked for.</param>
/// <param name="Service">The application.</param>
internal readonly record struct BudgetFacts(AiAttribution Attribution, string? FeatureId, string? Model, string Service)
{
    public string? this[BudgetDimension dimension] => dimension switch
    {
        BudgetDimension.Organization => Attribution.Organization,
        BudgetDimension.User => Attribution.User,
        BudgetDimension.Project => Attribution.Project,
        BudgetDimension.Feature => FeatureId ?? Attribution.FeatureId,
        BudgetDimension.EntryPoint => Attribution.EntryPoint,
        BudgetDimension.Model => Model,
        _ => Service,
    };
}
