namespace AiInstrument.Budgets;

/// <summary>Says before each LLM call whether it may be made. Register one as a singleton.</summary>
/// <remarks>
/// A function in memory: it is asked on the caller's thread, for synchronous calls too, so it must not wait for anything.
/// It is called from many threads at once. What it throws, other than <see cref="AiBudgetExceededException"/>, is counted
/// and lets the call pass.
/// </remarks>
public interface IAiBudgetGate
{
    /// <summary>Decides about a call. It is asked whether or not the call is recorded.</summary>
    /// <param name="call">What is known of the call before it is made.</param>
    /// <returns><see cref="AiBudgetDecision.Allow"/> or <see cref="AiBudgetDecision.Deny"/>.</returns>
    AiBudgetDecision Check(AiBudgetCall call);

    /// <summary>Tells what a call that passed has used. Once for each, when it ended.</summary>
    /// <param name="call">The instance that <see cref="Check"/> was asked about.</param>
    /// <param name="lease">What <see cref="AiBudgetDecision.Allow"/> was given; null for a call that passed on an override.</param>
    /// <param name="settlement">What was used.</param>
    void Settle(AiBudgetCall call, object? lease, in AiBudgetSettlement settlement);
}
