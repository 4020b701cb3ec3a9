namespace AiInstrument.Budgets;

/// <summary>Why a budget does not allow a call.</summary>
public enum AiBudgetDenialReason
{
    /// <summary>What may be used is used or set aside.</summary>
    LimitReached,

    /// <summary>The state of the budgets is not known, and the application is configured to stop then (<see cref="AiBudgetFallback.FailClosed"/>).</summary>
    StateUnknown,
}
