using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Calls;

/// <summary>Decides whether an interceptor can stand in for a call, whatever it calls. Each limit is one of the language or of the project.</summary>
/// <param name="compilation">The compilation that the calls are in.</param>
/// <param name="interceptionEnabled">The project's <c>AiInstrumentInterceptCalls</c>.</param>
internal sealed class Interceptability(Compilation compilation, bool interceptionEnabled)
{
    private readonly INamedTypeSymbol? _noIntercept = compilation.FindType("AiInstrument.AiNoInterceptAttribute");
    private readonly INamedTypeSymbol? _expression = compilation.FindType("System.Linq.Expressions.Expression`1");
    private readonly LanguageVersion _language = ((CSharpCompilation)compilation).LanguageVersion;

    /// <summary>The reason for which a call escapes; <see cref="EscapeReason.None"/> when it is intercepted.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="target">What it calls.</param>
    /// <param name="shape">How the target hands its result back.</param>
    /// <param name="containingSymbol">The member around the call.</param>
    public EscapeReason EscapeOf(IOperation operation, IMethodSymbol target, CallShape shape, ISymbol containingSymbol)
    {
        if (operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } })
        {
            return EscapeReason.BaseCall;
        }

        if (target is { IsStatic: true } and ({ IsAbstract: true } or { IsVirtual: true }))
        {
            return EscapeReason.StaticAbstract;
        }

        if (target.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal or Accessibility.Private)
        {
            return EscapeReason.ProtectedMember;
        }

        if (IsInExpressionTree(operation))
        {
            return EscapeReason.ExpressionTree;
        }

        if (shape == CallShape.Unsupported || DeclaredMethod.IsOfBlock(DeclaredMethod.Of(target)))
        {
            return EscapeReason.UnsupportedShape;
        }

        if (!SignatureIsAccessible(target))
        {
            return EscapeReason.InaccessibleType;
        }

        if (RazorFiles.IsGenerated(operation.Syntax.SyntaxTree))
        {
            return EscapeReason.RazorGenerated;
        }

        if (IsOptedOut(operation, containingSymbol))
        {
            return EscapeReason.OptedOut;
        }

        if (!GeneratedLanguage.Holds(_language, target.OriginalDefinition))
        {
            return EscapeReason.LanguageVersion;
        }

        return interceptionEnabled ? EscapeReason.None : EscapeReason.InterceptionOff;
    }

    private bool IsInExpressionTree(IOperation operation)
    {
        for (var current = operation.Parent; current is not null && _expression is not null; current = current.Parent)
        {
            if (current is IConversionOperation or IDelegateCreationOperation
                && SymbolEqualityComparer.Default.Equals(current.Type?.OriginalDefinition, _expression))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An interceptor is a method of another class: it can name neither private nor protected nor file-local types.</summary>
    private static bool SignatureIsAccessible(IMethodSymbol target) =>
        IsAccessible(target.ContainingType)
        && IsAccessible(target.ReturnType)
        && target.Parameters.All(p => IsAccessible(p.Type))
        && target.TypeArguments.All(IsAccessible);

    private static bool IsAccessible(ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol:
                return true;
            case IArrayTypeSymbol array:
                return IsAccessible(array.ElementType);
            case INamedTypeSymbol named:
                for (var t = named; t is not null; t = t.ContainingType)
                {
                    if (t.IsFileLocal || t.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                    {
                        return false;
                    }
                }

                return named.TypeArguments.All(IsAccessible);
            default:
                return false;
        }
    }

    private bool IsOptedOut(IOperation operation, ISymbol containingSymbol)
    {
        if (_noIntercept is null)
        {
            return false;
        }

        foreach (var symbol in EnclosingSymbols.Of(operation.Syntax, operation.SemanticModel!, containingSymbol))
        {
            if (symbol.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, _noIntercept)))
            {
                return true;
            }
        }

        return false;
    }
}
