using System.Globalization;
using AiInstrument.Budgets;

namespace SupportDesk.Spending;

/// <summary>Amounts of a budget as people read them.</summary>
internal static class Amounts
{
    private const decimal NanoDollarsPerDollar = 1_000_000_000;

    public static string Text(long amount, AiBudgetUnit unit) => unit switch
    {
        AiBudgetUnit.NanoDollars => (amount / NanoDollarsPerDollar).ToString("$0.00##", CultureInfo.InvariantCulture),
        AiBudgetUnit.Tokens => amount.ToString("N0", CultureInfo.InvariantCulture) + " tokens",
        _ => amount.ToString("N0", CultureInfo.InvariantCulture) + " calls",
    };
}
