namespace AiInstrument.Budgets;

/// <summary>A budget does not allow the call. It was not made.</summary>
/// <param name="denial">Why.</param>
#pragma warning disable CA1032, RCS1194 // There is no such exception without a denial.
public sealed class AiBudgetExceededException(AiBudgetDenial denial) : Exception(Checked(denial).Sentence)
#pragma warning restore CA1032, RCS1194
{
    /// <summary>Budget, usage, limit, period, and whether an override is allowed.</summary>
    public AiBudgetDenial Denial { get; } = denial;

    private static AiBudgetDenial Checked(AiBudgetDenial denial)
    {
        ArgumentNullException.ThrowIfNull(denial);
        return denial;
    }
}
