using System.Collections.Immutable;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Calls;

/// <summary>Diagnostics about calls. Their properties identify the call site to tools that read a build's findings.</summary>
internal static class CallDiagnostic
{
    /// <summary>The property with the id that the call site has in the registry.</summary>
    public const string CallSiteIdProperty = "AiCallSiteId";

    /// <summary>The property with the escape's code; <c>none</c> for an intercepted call.</summary>
    public const string EscapeProperty = "AiEscape";

    // A build must not fail for a call that may be none, or that nobody bills.
    public static void Report(this OperationAnalysisContext context, DiagnosticDescriptor rule, LlmCall call, params object[] arguments) =>
        Report(context, rule, call.Node, call.TargetName, call.Escape, call.IsAdvisory ? DiagnosticSeverity.Info : rule.DefaultSeverity, arguments);

    public static void Report(this OperationAnalysisContext context, DiagnosticDescriptor rule, FromCallerCall call, params object[] arguments) =>
        Report(context, rule, call.Node, call.TargetName, call.Escape, rule.DefaultSeverity, arguments);

    private static void Report(
        OperationAnalysisContext context, DiagnosticDescriptor rule, SyntaxNode node, string targetName, EscapeReason escape, DiagnosticSeverity severity, object[] arguments)
    {
        var id = CallSiteId.Of(
            context.Compilation.AssemblyName ?? "",
            SymbolNames.Member(context.ContainingSymbol),
            targetName,
            CallSiteId.Ordinal(node, targetName, context.Operation.SemanticModel!));
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(CallSiteIdProperty, id)
            .Add(EscapeProperty, escape.Code());
        context.ReportDiagnostic(Diagnostic.Create(rule, node.GetLocation(), severity, additionalLocations: null, properties, arguments));
    }
}
