using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Features;

/// <summary>What is wrong with an [AiBudget] attribute in source.</summary>
internal static class BudgetAttribute
{
    private const string Soft = "Soft";

    /// <summary>Completes "[AiBudget] …". Null when nothing is wrong, or the attribute is another one.</summary>
    public static string? Mistake(AttributeSyntax attribute, SemanticModel model, INamedTypeSymbol featureAttribute, CancellationToken cancellationToken)
    {
        if (!DeclaredBudget.IsBudget(model.GetSymbolInfo(attribute, cancellationToken).Symbol?.ContainingType))
        {
            return null;
        }

        var amounts = attribute.ArgumentList?.Arguments.Where(a => a.NameEquals is { Name.Identifier.ValueText: not Soft }).ToList() ?? [];
        if (amounts.Count == 0)
        {
            return "says no amount: set Daily, Weekly, Monthly or Total to US dollars";
        }

        if (amounts.Any(a => Dollars(model.GetConstantValue(a.Expression, cancellationToken)) is { } dollars && !DeclaredBudget.IsAmount(dollars)))
        {
            return "says an amount that is none: it must be above zero and at most nine billion US dollars";
        }

        return MarkedSymbol.Of(attribute, model, cancellationToken) is not { } target || FeatureMark.Of(target, featureAttribute).Declared is not null
            ? null
            : "stands beside no [AiFeature] with an id: only a feature's calls are known to the budget";
    }

    private static double? Dollars(Optional<object?> constant) => constant is { HasValue: true, Value: IConvertible and not string and var value }
        ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
