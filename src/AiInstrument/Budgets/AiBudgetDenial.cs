using System.Globalization;

namespace AiInstrument.Budgets;

/// <summary>Why a call is not made.</summary>
/// <param name="Budget">The budget's name, as people know it. Empty when no budget is known at all.</param>
/// <param name="Used">What is used or set aside, in <paramref name="Unit"/>.</param>
/// <param name="Limit">What may be used, in <paramref name="Unit"/>.</param>
/// <param name="Unit">What the two count.</param>
/// <param name="Period">The period that they hold for, for example <c>2026-11</c>.</param>
/// <param name="OverrideAllowed">Whether <see cref="AiScope.BudgetOverride"/> lets the call pass.</param>
public sealed record AiBudgetDenial(string Budget, long Used, long Limit, AiBudgetUnit Unit, string Period, bool OverrideAllowed = false)
{
    /// <summary>Whether the limit is reached, or the state is not known. Amounts mean nothing in the second case.</summary>
    public AiBudgetDenialReason Reason { get; init; }

    /// <summary>When the next period begins; null when the budget has one period or the time is not known.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    internal string Sentence => Reason == AiBudgetDenialReason.StateUnknown
        ? (Budget.Length == 0 ? "The budgets are not known" : $"The state of the budget '{Budget}' is not known") + ", and without it calls are stopped: the collector does not answer."
        : string.Create(CultureInfo.InvariantCulture, $"The budget '{Budget}' is used up: {Amount(Used)} of {Amount(Limit)} in {Period}.{(OverrideAllowed ? " AiScope.BudgetOverride lets the call pass." : "")}");

    private string Amount(long value) => Unit switch
    {
        AiBudgetUnit.NanoDollars => (value / 1_000_000_000m).ToString("0.00#######", CultureInfo.InvariantCulture) + " USD",
        AiBudgetUnit.Tokens => value.ToString(CultureInfo.InvariantCulture) + " tokens",
        _ => value.ToString(CultureInfo.InvariantCulture) + " calls",
    };
}
