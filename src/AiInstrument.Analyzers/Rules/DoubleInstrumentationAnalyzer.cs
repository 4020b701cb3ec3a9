using System.Collections.Concurrent;
using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0010: two telemetry middlewares around one client write two spans with the same usage.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DoubleInstrumentationAnalyzer : DiagnosticAnalyzer
{
    private const string Title = "LLM call is instrumented twice";
    private const string Description = "Each telemetry middleware writes a span with the call's usage.";

    private static readonly DiagnosticDescriptor InOnePipeline = new(
        RuleIds.DoubleInstrumentation,
        Title,
        "'{0}' adds telemetry to a client that has it already; every call is recorded twice",
        RuleCategories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Description,
        helpLinkUri: RuleIds.HelpLink(RuleIds.DoubleInstrumentation));

    private static readonly DiagnosticDescriptor AroundRegistered = new(
        RuleIds.DoubleInstrumentation,
        Title,
        "'{0}' adds telemetry to the registered client, whose registration adds it already; every call is recorded twice",
        RuleCategories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Description,
        helpLinkUri: RuleIds.HelpLink(RuleIds.DoubleInstrumentation),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [InOnePipeline, AroundRegistered];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (TelemetryMiddleware.For(start.Compilation) is { } middleware)
            {
                var pipelines = new Pipelines(middleware);
                start.RegisterOperationAction(pipelines.Analyze, OperationKind.Invocation, OperationKind.ObjectCreation);
                start.RegisterCompilationEndAction(pipelines.Report);
            }
        });
    }

    private sealed class Pipelines(TelemetryMiddleware middleware)
    {
        private readonly ConcurrentDictionary<(string Service, SyntaxNode Registration), bool> _registrations = new();
        private readonly ConcurrentBag<(string Service, string Name, Location Location)> _aroundRegistered = [];

        public void Analyze(OperationAnalysisContext context)
        {
            if (context.Operation is IInvocationOperation registration && Registered(registration) is { } service)
            {
                _registrations.TryAdd((service, registration.Syntax), false);
            }

            if (!middleware.IsTelemetry(context.Operation) || UnfinishedCode.IsAround(context.Operation))
            {
                return;
            }

            var upstream = middleware.Upstream(context.Operation).ToList();
            var name = NameOf(context.Operation);
            if (upstream.Exists(earlier => middleware.IsTelemetry(earlier) && !middleware.IsCovered(context.Operation, upstream, earlier)))
            {
                context.ReportDiagnostic(Diagnostic.Create(InOnePipeline, LocationOf(context.Operation), name));
                return;
            }

            foreach (var step in upstream.OfType<IInvocationOperation>())
            {
                if (Registered(step) is { } registered)
                {
                    _registrations[(registered, step.Syntax)] = true;
                }
                else if (Resolved(step) is { } resolved)
                {
                    _aroundRegistered.Add((resolved, name, LocationOf(context.Operation)));
                }
            }
        }

        public void Report(CompilationAnalysisContext context)
        {
            foreach (var (service, name, location) in _aroundRegistered)
            {
                // Where a service is registered twice, which one is resolved only the run time knows.
                var registrations = _registrations.Where(r => r.Key.Service == service).ToList();
                if (registrations.Count > 0 && registrations.TrueForAll(r => r.Value))
                {
                    context.ReportDiagnostic(Diagnostic.Create(AroundRegistered, location, name));
                }
            }
        }

        /// <summary>The service that a call registers: its type arguments and key.</summary>
        private static string? Registered(IInvocationOperation call) => call.TargetMethod.Name switch
        {
            "AddChatClient" or "AddEmbeddingGenerator" => TelemetryMiddleware.ServiceOf(call.Type),
            "AddKeyedChatClient" or "AddKeyedEmbeddingGenerator" when KeyOf(call) is { } key => TelemetryMiddleware.ServiceOf(call.Type) + "/" + key,
            _ => null,
        };

        private static string? Resolved(IInvocationOperation call) => call.TargetMethod.Name switch
        {
            "GetRequiredService" or "GetService" => TelemetryMiddleware.ServiceOf(call.Type),
            "GetRequiredKeyedService" or "GetKeyedService" when KeyOf(call) is { } key => TelemetryMiddleware.ServiceOf(call.Type) + "/" + key,
            _ => null,
        };

        private static string? KeyOf(IInvocationOperation call) =>
            call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "serviceKey")?.Value is { } value
                ? (value is IConversionOperation conversion ? conversion.Operand : value).ConstantValue.Value as string
                : null;

        private static string NameOf(IOperation operation) =>
            operation is IInvocationOperation call ? call.TargetMethod.Name : operation.Type!.Name;

        private static Location LocationOf(IOperation operation) => operation.Syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
            ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
            var syntax => syntax.GetLocation(),
        };
    }
}
