using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Features;

/// <summary>A limit that [AiBudget] declares for a feature.</summary>
/// <param name="Period"><c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</param>
/// <param name="NanoDollars">The limit, above zero.</param>
/// <param name="Soft">Whether somebody may confirm a call beyond it.</param>
internal sealed record DeclaredBudget(string Period, long NanoDollars, bool Soft)
{
    public const string AttributeName = "AiBudgetAttribute";

    private const double NanoDollarsPerDollar = 1_000_000_000;

    // Nine billion dollars: what fits in the count of nano-dollars.
    private const double MostDollars = 9_000_000_000;

    private static readonly ImmutableArray<(string Property, string Period)> Periods = [("Daily", "day"), ("Weekly", "week"), ("Monthly", "month"), ("Total", "total")];

    /// <summary>Whether the attribute is AiInstrument's [AiBudget].</summary>
    public static bool IsBudget(INamedTypeSymbol? attribute) =>
        attribute is { Name: AttributeName, ContainingNamespace: { Name: "AiInstrument", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The limits of a symbol, by period and amount, each once. Those that are no amount are left out.</summary>
    public static ImmutableArray<DeclaredBudget> Of(ISymbol symbol) =>
    [
        .. symbol.GetAttributes().Where(a => IsBudget(a.AttributeClass)).SelectMany(Of).Distinct()
            .OrderBy(b => b.Period, StringComparer.Ordinal).ThenBy(b => b.NanoDollars).ThenBy(b => b.Soft),
    ];

    /// <summary>Whether an amount is one: above zero and not beyond what is counted.</summary>
    public static bool IsAmount(double dollars) => dollars * NanoDollarsPerDollar >= 1 && dollars <= MostDollars;

    private static IEnumerable<DeclaredBudget> Of(AttributeData attribute)
    {
        var soft = attribute.NamedArguments.Any(a => a is { Key: "Soft", Value.Value: true });
        foreach (var argument in attribute.NamedArguments)
        {
            if (Periods.FirstOrDefault(p => p.Property == argument.Key).Period is { } period && argument.Value.Value is double dollars && IsAmount(dollars))
            {
                yield return new DeclaredBudget(period, (long)Math.Round((decimal)dollars * (decimal)NanoDollarsPerDollar), soft);
            }
        }
    }
}
