using System.Globalization;
using AiInstrument.Collector.Budgets;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Budgets;

/// <summary>Budgets in the reader's words.</summary>
internal static class BudgetText
{
    /// <summary>An amount in its unit.</summary>
    public static string Amount(this IStringLocalizer text, BudgetUnit unit, long amount) => unit switch
    {
        BudgetUnit.Usd => Money.Short(amount),
        BudgetUnit.Tokens => text["Budget.Amount.Tokens", Figures.Compact(amount)],
        _ => text["Budget.Amount.Calls", Figures.Count(amount)],
    };

    /// <summary>An amount, or a dash for none.</summary>
    public static string Limit(this IStringLocalizer text, BudgetUnit unit, long? amount) => amount is { } known ? text.Amount(unit, known) : "–";

    /// <summary>What a budget is narrowed to, one phrase for each dimension.</summary>
    public static IEnumerable<(string Name, string Value)> Scope(this IStringLocalizer text, BudgetScope scope) =>
        scope.Named.Select(pair => (text[Of(pair.Dimension).SingularKey].Value, pair.Value == BudgetScope.Each ? text["Budget.Each"].Value : pair.Value));

    /// <summary>What a state stands for: the values of its key.</summary>
    public static string Key(BudgetScope scope, string key) => string.Join(" · ", scope.Values(key).Select(pair => Isolation.Of(pair.Value)));

    /// <summary>The budget's name, with the values that a state stands for.</summary>
    public static string Name(BudgetState state) =>
        state.Key.Length == 0 ? state.Name : $"{Isolation.Of(state.Name)}: {string.Join(" · ", state.Key.Split(BudgetScope.KeySeparator).Select(Isolation.Of))}";

    /// <summary>When the next period begins, in the budget's zone.</summary>
    public static string Reset(this IStringLocalizer text, BudgetState state, string timeZone) => state.ResetsAt is { } reset
        ? text["Budget.Resets", Local(reset, timeZone).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture), timeZone]
        : text["Budget.NeverResets"];

    /// <summary>The share of the lower limit that is used.</summary>
    public static double Share(BudgetState state) => state.Limit == 0 ? 0 : (double)state.Used / state.Limit;

    /// <summary>The dimension as the pages know it.</summary>
    public static Dimension Of(BudgetDimension dimension) => dimension switch
    {
        BudgetDimension.Organization => Dimension.Organization,
        BudgetDimension.User => Dimension.User,
        BudgetDimension.Project => Dimension.Project,
        BudgetDimension.Feature => Dimension.Feature,
        BudgetDimension.EntryPoint => Dimension.EntryPoint,
        BudgetDimension.Model => Dimension.Model,
        _ => Dimension.Service,
    };

    private static DateTimeOffset Local(DateTimeOffset instant, string timeZone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(instant, zone) : instant;
}
