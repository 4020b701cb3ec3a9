namespace AiInstrument.Collector.Budgets;

/// <summary>What a budget can be narrowed by, in the order of a key.</summary>
public enum BudgetDimension
{
    /// <summary>The organization.</summary>
    Organization,

    /// <summary>The user.</summary>
    User,

    /// <summary>The project.</summary>
    Project,

    /// <summary>The feature.</summary>
    Feature,

    /// <summary>The route or job.</summary>
    EntryPoint,

    /// <summary>The model that is asked for.</summary>
    Model,

    /// <summary>The service.</summary>
    Service,
}
