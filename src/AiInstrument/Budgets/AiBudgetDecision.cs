namespace AiInstrument.Budgets;

/// <summary>A gate's answer. The default value allows.</summary>
public readonly record struct AiBudgetDecision
{
    /// <summary>Why the call is denied; null when it is allowed.</summary>
    public AiBudgetDenial? Denial { get; private init; }

    /// <summary>What the gate wants back at <see cref="IAiBudgetGate.Settle"/>, for example what it has set aside.</summary>
    public object? Lease { get; private init; }

    /// <summary>The call may be made.</summary>
    /// <param name="lease">Given back when the call's usage is settled.</param>
    /// <returns>The answer.</returns>
    public static AiBudgetDecision Allow(object? lease = null) => new() { Lease = lease };

    /// <summary>The call must not be made, except under <see cref="AiScope.BudgetOverride"/> where the denial allows that.</summary>
    /// <param name="denial">Why.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="denial"/> is null.</exception>
    public static AiBudgetDecision Deny(AiBudgetDenial denial)
    {
        ArgumentNullException.ThrowIfNull(denial);
        return new() { Denial = denial };
    }
}
