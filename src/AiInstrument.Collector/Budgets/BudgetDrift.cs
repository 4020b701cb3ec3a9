namespace AiInstrument.Collector.Budgets;

/// <summary>A budget that code declares for a feature, beside what an admin has set.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Service">The service whose newest build declares it.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Period">How long it holds.</param>
/// <param name="Soft">It is a soft limit.</param>
/// <param name="Declared">The limit in code, in the unit.</param>
/// <param name="Budget">The admin's budget of exactly this feature, unit and period; null for none.</param>
public sealed record BudgetDrift(string Feature, string Service, BudgetUnit Unit, BudgetPeriod Period, bool Soft, long Declared, Budget? Budget)
{
    /// <summary>The admin's limit; null for none.</summary>
    public long? Limit => Soft ? Budget?.Draft.SoftLimit : Budget?.Draft.HardLimit;

    /// <summary>The two are not the same, or the admin's is not enforced.</summary>
    public bool Differs => Limit != Declared || Budget is not { Draft.Active: true };
}
