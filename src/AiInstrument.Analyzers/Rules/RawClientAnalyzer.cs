using System.Collections.Immutable;
using AiInstrument.Analyzers.Calls;
using AiInstrument.Catalog;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Sdks;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Rules;

/// <summary>AII0007: HTTP and WebSocket clients that are set up for a model provider. A request whose URL stands at the call is AII0001's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawClientAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.RawClient,
        "Raw HTTP to a known LLM host",
        "{0} goes to '{1}' without an SDK, so no call through it is measured; use {2}",
        RuleCategories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Requests that are written by hand cannot be intercepted, so their tokens and their cost are recorded nowhere.",
        helpLinkUri: RuleIds.HelpLink(RuleIds.RawClient));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (!SourceTopicsReader.Of(start.Compilation).HasFlag(SourceTopics.Http))
            {
                return;
            }

            var clients = new Clients(start.Compilation, new SettingsReader(start.Options.AnalyzerConfigOptionsProvider));
            start.RegisterOperationAction(clients.Assign, OperationKind.SimpleAssignment);
            start.RegisterOperationAction(clients.Call, OperationKind.Invocation);
            start.RegisterOperationAction(clients.Create, OperationKind.ObjectCreation);
        });
    }

    private sealed class Clients(Compilation compilation, SettingsReader settings)
    {
        private const string WebSocket = "This WebSocket";
        private readonly INamedTypeSymbol? _httpClient = compilation.FindType("System.Net.Http.HttpClient");
        private readonly INamedTypeSymbol? _httpClientJson = compilation.FindType("System.Net.Http.Json.HttpClientJsonExtensions");
        private readonly INamedTypeSymbol? _request = compilation.FindType("System.Net.Http.HttpRequestMessage");
        private readonly INamedTypeSymbol? _webSocket = compilation.FindType("System.Net.WebSockets.ClientWebSocket");
        private readonly INamedTypeSymbol? _handler = compilation.FindType("AiInstrument." + ClientOrigins.Handler);
        private readonly LlmCatalog? _catalog = LlmCatalog.For(compilation);

        /// <summary><c>http.BaseAddress = …</c>, in any method, initializer or lambda, and <c>request.RequestUri = …</c>.</summary>
        public void Assign(OperationAnalysisContext context)
        {
            var assignment = (ISimpleAssignmentOperation)context.Operation;
            if (assignment.Target is not IPropertyReferenceOperation { Property: { } property })
            {
                return;
            }

            if (property.Name == "BaseAddress" && Is(property.ContainingType, _httpClient))
            {
                Check(context, assignment.Value, "This HttpClient", ConstantUrl.Of(assignment.Value) ?? HeldUrl.Of(assignment.Value, context.CancellationToken));
            }
            else if (property.Name == "RequestUri" && Is(property.ContainingType, _request))
            {
                // The initializer of a request is AII0001's where it has the URL itself.
                var isInitializer = assignment.Parent is IObjectOrCollectionInitializerOperation;
                Check(context, assignment.Value, "This request", (isInitializer ? null : ConstantUrl.Of(assignment.Value)) ?? HeldUrl.Of(assignment.Value, context.CancellationToken));
            }
        }

        /// <summary><c>socket.ConnectAsync(new Uri("wss://…"))</c>, and requests to a URL that a field or local holds.</summary>
        public void Call(OperationAnalysisContext context)
        {
            var call = (IInvocationOperation)context.Operation;
            var declaring = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
            if (call.TargetMethod.Name == "ConnectAsync" && Is(declaring, _webSocket))
            {
                CheckArguments(context, call.Arguments, WebSocket, value => ConstantUrl.Of(value) ?? HeldUrl.Of(value, context.CancellationToken));
            }
            else if (RawHttp.SendMethods.Contains(call.TargetMethod.Name) && (Is(declaring, _httpClient) || Is(declaring, _httpClientJson)))
            {
                CheckArguments(context, call.Arguments, "This request", value => HeldUrl.Of(value, context.CancellationToken));
            }
        }

        /// <summary><c>new HttpRequestMessage(method, Url)</c> where a field or local holds the URL.</summary>
        public void Create(OperationAnalysisContext context)
        {
            var creation = (IObjectCreationOperation)context.Operation;
            if (Is(creation.Type, _request))
            {
                CheckArguments(context, creation.Arguments, "This request", value => HeldUrl.Of(value, context.CancellationToken));
            }
        }

        private void CheckArguments(OperationAnalysisContext context, ImmutableArray<IArgumentOperation> arguments, string what, Func<IOperation, string?> url)
        {
            foreach (var argument in arguments)
            {
                Check(context, argument.Value, what, url(argument.Value));
            }
        }

        private void Check(OperationAnalysisContext context, IOperation value, string what, string? url)
        {
            var own = settings.For(value.Syntax.SyntaxTree);
            if (RawHttp.ProviderOf(url, own.Hosts) is not null
                && !own.Excludes(value.Syntax.SyntaxTree.FilePath)
                && !RuleOptions.IsLeftOut(value.Syntax.SyntaxTree, context.Options)
                && (!context.IsGeneratedCode || RazorFiles.IsGenerated(value.Syntax.SyntaxTree))
                && _catalog?.IsPlumbing(context.ContainingSymbol) != true
                && !HasHandler(context.Operation)
                && !UnfinishedCode.IsAround(context.Operation))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), what, new Uri(url!).Host, what == WebSocket ? "the provider's SDK" : "the provider's SDK or an instrumented HttpClient"));
            }
        }

        private bool HasHandler(IOperation operation) =>
            _handler is not null && ClientOrigins.OfHttp(operation) is { } origin && ClientOrigins.HasHandler(origin, operation.SemanticModel!);

        private static bool Is(ITypeSymbol? type, INamedTypeSymbol? target) => target is not null && SymbolEqualityComparer.Default.Equals(type, target);
    }
}
