using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0012: a stream tells its usage to whoever reads it to the end; here nobody does, or nobody that is observed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnrecordedStreamAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnrecordedStream,
        "Streaming response whose usage cannot be recorded",
        "The usage of '{0}' cannot be recorded because {1}",
        RuleCategories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The request is sent and billed, and the part of the response that tells its tokens is not seen.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnrecordedStream));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (CompilationCalls.For(start.Compilation, start.Options) is { } calls)
            {
                start.RegisterOperationAction(operation => Analyze(operation, calls), OperationKind.Invocation);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context, CompilationCalls calls)
    {
        // Of a call that escapes nothing is recorded: AII0001 says so.
        if (calls.Find(context) is { Escape: EscapeReason.None } call && Reason((IInvocationOperation)context.Operation, call) is { } reason)
        {
            context.Report(Rule, call, call.TargetName, reason);
        }
    }

    private static string? Reason(IInvocationOperation operation, LlmCall call)
    {
        if (IsSentBeforeItIsRead(call) && CallResult.IsDropped(operation))
        {
            return "its stream is never read";
        }

        if (call.Shape is CallShape.AsyncCollection or CallShape.Collection && CallResult.CalledOn(operation).Any(m => m.Name is "GetRawPages" or "GetRawPagesAsync"))
        {
            return "its raw pages are read";
        }

        if (IsStream(call) && CallResult.CalledOn(operation).Any(ReadsOnlyTheBeginning))
        {
            return "only the beginning of its stream is read";
        }

        return RawStreamRequest.IsUnbuffered(operation) ? "its raw response is streamed to the caller"
            : RawStreamRequest.WithoutUsage(operation) is not null ? "its request does not ask for it: set stream_options.include_usage"
            : null;
    }

    /// <summary>The other streams are sent by their enumeration: dropped, they cost nothing.</summary>
    private static bool IsSentBeforeItIsRead(LlmCall call) =>
        call.Shape == CallShape.TaskOfStreamingResult
        || (call.Shape is CallShape.TaskOfT or CallShape.ValueTaskOfT && call.Target!.Name.Contains("Streaming"));

    private static bool IsStream(LlmCall call) =>
        call.Shape is CallShape.AsyncEnumerable or CallShape.Enumerable or CallShape.AsyncCollection or CallShape.Collection or CallShape.TaskOfStreamingResult;

    /// <summary>Without a predicate: with one, the search may go on to the end.</summary>
    private static bool ReadsOnlyTheBeginning(IMethodSymbol method) =>
        method is { Name: "First" or "FirstOrDefault" or "FirstAsync" or "FirstOrDefaultAsync" or "Any" or "AnyAsync", ContainingType: { Name: "Enumerable" or "AsyncEnumerable" } type }
        && type.ContainingNamespace.ToDisplayString() == "System.Linq"
        && !method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Delegate);
}
