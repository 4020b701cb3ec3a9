using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Content;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0014: content that leaves as it is, and classified data in prompts that no redactor knows.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnredactedContentAnalyzer : DiagnosticAnalyzer
{
    private const string Options = "AiInstrument.AiInstrumentOptions";
    private const string SecondSwitch = "AllowUnredactedContent";

    private static readonly HashSet<string> ContentTypes = [.. LlmSdks.All.SelectMany(sdk => sdk.ContentTypes)];

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnredactedContent,
        "Content is recorded without a redactor",
        "{0}",
        RuleCategories.Privacy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What prompts and answers say of people leaves the process in clear, and stays wherever spans are kept.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.UnredactedContent));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        var sources = new SyntaxTreeValueProvider<CaptureSource>(CaptureSource.Of);
        context.RegisterCompilationStartAction(start =>
        {
            var compilation = start.Compilation;
            var setsCapture = SourceTopicsReader.Of(compilation).HasFlag(SourceTopics.ContentCapture);
            if (!setsCapture && !compilation.SyntaxTrees.Any(tree => RuleOptions.ContentCapture(tree, start.Options) >= ContentMode.Redacted))
            {
                return;
            }

            if (setsCapture && compilation.FindType(Options) is { } options)
            {
                var settings = new SettingsReader(start.Options.AnalyzerConfigOptionsProvider);
                start.RegisterOperationAction(operation => CheckSwitch(operation, options, settings), OperationKind.SimpleAssignment);
            }

            if (ClassifiedData.For(compilation) is { } data && CompilationCalls.For(compilation, start.Options) is { } calls)
            {
                var source = new Lazy<CaptureSource>(() => CaptureSource.Of(compilation.SyntaxTrees.Select(tree => start.TryGetValue(tree, sources, out var said) ? said : CaptureSource.Of(tree))));
                start.RegisterOperationAction(operation => CheckCall(operation, calls, data, source), OperationKind.Invocation);
            }
        });
    }

    /// <summary><c>o.CaptureContent = ContentCapture.Full</c>.</summary>
    private static void CheckSwitch(OperationAnalysisContext context, INamedTypeSymbol options, SettingsReader settings)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        var tree = assignment.Syntax.SyntaxTree;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: CaptureSource.Property, ContainingType: var type } }
            || !SymbolEqualityComparer.Default.Equals(type, options)
            || context.IsGeneratedCode
            || RuleOptions.IsLeftOut(tree, context.Options)
            || settings.For(tree).Excludes(tree.FilePath)
            || UnfinishedCode.IsAround(assignment))
        {
            return;
        }

        foreach (var value in Full(assignment.Value).Where(v => !CaptureSource.IsForDevelopment(v.Syntax)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), IsAllowed(assignment)
                ? "Prompts and answers leave the process as they are: capture them Redacted, or only in development"
                : "Full needs AllowUnredactedContent too, or the application does not start: capture content Redacted"));
        }
    }

    /// <summary>A call whose messages have classified data in them.</summary>
    private static void CheckCall(OperationAnalysisContext context, CompilationCalls calls, ClassifiedData data, Lazy<CaptureSource> source)
    {
        if (calls.Find(context) is not { Escape: EscapeReason.None, Method: { Type: var type }, TargetName: var target } || !ContentTypes.Contains(type))
        {
            return;
        }

        var mode = RuleOptions.ContentCapture(context.Operation.Syntax.SyntaxTree, context.Options) ?? source.Value.Mode;
        if (mode < ContentMode.Redacted || (mode == ContentMode.Redacted && source.Value.NamesRedactor))
        {
            return;
        }

        var why = mode == ContentMode.Full ? "as it is" : "where the built-in redactor, which knows shapes and no meanings, does not see it";
        foreach (var read in PromptFlow.Into((IInvocationOperation)context.Operation, context.ContainingSymbol.ContainingType, data))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                read.Operation.Syntax.GetLocation(),
                $"'{read.Operation.Syntax}' is classified as {read.Classification} and recorded with the call to '{target}' {why}; redact it first"));
        }
    }

    private static IEnumerable<IOperation> Full(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: (int)ContentMode.Full } } => [value],
        IConversionOperation conversion => Full(conversion.Operand),
        IConditionalOperation choice => Full(choice.WhenTrue).Concat(choice.WhenFalse is { } other ? Full(other) : []),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Full(arm.Value)),
        _ => [],
    };

    private static bool IsAllowed(IOperation assignment)
    {
        var root = assignment;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().Any(o =>
            o is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: SecondSwitch }, Value: var value } && value.ConstantValue is not { HasValue: true, Value: false });
    }
}
