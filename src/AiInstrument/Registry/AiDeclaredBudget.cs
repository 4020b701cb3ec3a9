namespace AiInstrument.Registry;

/// <summary>What a feature may spend in a period, as the code declares it.</summary>
/// <param name="Period"><c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</param>
/// <param name="NanoDollars">The limit in billionths of a US dollar, above zero.</param>
/// <param name="Soft">Whether somebody may confirm a call beyond it.</param>
public sealed record AiDeclaredBudget(string Period, long NanoDollars, bool Soft = false);
