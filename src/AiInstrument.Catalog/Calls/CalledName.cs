using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Calls;

/// <summary>Finds the name in a call: what is squiggled, and where an interceptor is placed.</summary>
internal static class CalledName
{
    /// <summary>The name of the called member; the node itself where it names none.</summary>
    public static SyntaxNode Of(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax invocation => Of(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => node,
    };
}
