using AiInstrument.Generators.Emitting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>
/// Binds calls like <c>client.CompleteChat(AiFeatures.Greeting.Id)</c>: the generated name does not exist while generators run,
/// and where a method has overloads the compiler then chooses none. A default value of the right type stands in for the name.
/// </summary>
internal static class UnboundCall
{
    public static IMethodSymbol? TargetOf(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var generated = invocation.ArgumentList.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(n => StandIn(n) is not null).ToList();
        if (generated.Count == 0)
        {
            return null;
        }

        var complete = invocation.ReplaceNodes(generated, static (name, _) => StandIn(name)!);
        return model.GetSpeculativeSymbolInfo(invocation.SpanStart, complete, SpeculativeBindingOption.BindAsExpression).Symbol as IMethodSymbol;
    }

    private static ExpressionSyntax? StandIn(MemberAccessExpressionSyntax access)
    {
        var type = RightmostName(access.Expression) switch
        {
            Code.Features => "AiFeatureInfo",
            Code.Routes => "AiRouteInfo",
            Code.Jobs => "AiJobInfo",
            Code.Registry => "Registry.AiManifest",
            _ => null,
        };
        return type is null ? null : SyntaxFactory.ParseExpression($"default(global::AiInstrument.{type})!");
    }

    private static string? RightmostName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
