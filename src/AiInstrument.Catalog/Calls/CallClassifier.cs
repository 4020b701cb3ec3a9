using System.Collections.Immutable;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Sdks;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Catalog.Calls;

/// <summary>
/// Decides what an operation is: no model call, or a call that is intercepted, or one that escapes and why.
/// The analyzers and the generator both ask here, so what one calls covered is what the other intercepts.
/// </summary>
internal sealed partial class CallClassifier
{
    private readonly LlmCatalog? _catalog;
    private readonly OwnCalls _own;
    private readonly FromCallerMembers _fromCaller;
    private readonly RawHttpCalls _rawHttp;
    private readonly Interceptability _interceptability;

    private CallClassifier(Compilation compilation, LlmCatalog? catalog, bool interceptionEnabled, AnalyzerConfigOptionsProvider? options)
    {
        _catalog = catalog;
        Settings = new SettingsReader(options);
        _own = new OwnCalls(compilation, Settings);
        _fromCaller = FromCallerMembers.Of(compilation);
        _rawHttp = new RawHttpCalls(compilation, Settings);
        _interceptability = new Interceptability(compilation, interceptionEnabled);
    }

    /// <summary>The settings of the compilation's files.</summary>
    public SettingsReader Settings { get; }

    /// <summary>Every name that a call of the shipped catalog has.</summary>
    public static ImmutableHashSet<string> KnownNames { get; } = LlmSdks.MethodNames.Union(RawHttp.SendMethods).Add("HttpRequestMessage");

    private static readonly HashSet<string> s_knownNames = [.. KnownNames];

    /// <summary>The SDKs that the compilation references.</summary>
    public ImmutableArray<string> Sdks => _catalog?.Sdks ?? [];

    /// <summary>The names of what the user marks or configures: calls, and members that take the caller's feature.</summary>
    public ImmutableHashSet<string> OwnNames => _own.Names.Union(_fromCaller.Names);

    /// <summary>Binds the classifier to a compilation. Null when it can call no model: it references no SDK, declares no calls of its own, and sends no request.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="interceptionEnabled">The project's <c>AiInstrumentInterceptCalls</c>.</param>
    /// <param name="options">The configuration; null leaves the user's out.</param>
    public static CallClassifier? For(Compilation compilation, bool interceptionEnabled, AnalyzerConfigOptionsProvider? options = null)
    {
        var classifier = new CallClassifier(compilation, LlmCatalog.For(compilation), interceptionEnabled, options);
        return classifier._catalog is null && classifier._own.Names.IsEmpty && !classifier.HasFromCallerMembers && !classifier.MaySendRequests(compilation) ? null : classifier;
    }

    /// <summary>Whether a called name can be a model call at all, the user's own included.</summary>
    public bool MayBeCall(string name) => s_knownNames.Contains(name) || _own.Names.Contains(name);

    /// <summary>Classifies an invocation, a method reference, a dynamic invocation or an object creation. Null when it calls no model.</summary>
    public LlmCall? Classify(IOperation operation, ISymbol containingSymbol)
    {
        var call = operation switch
        {
            IInvocationOperation invocation => ClassifyInvocation(invocation, containingSymbol),
            IMethodReferenceOperation reference => ClassifyReference(reference),
            IDynamicInvocationOperation dynamicInvocation => ClassifyDynamic(dynamicInvocation),
            IObjectCreationOperation creation => _rawHttp.Of(creation),
            _ => null,
        };

        return call is null || IsPlumbing(operation, containingSymbol) ? null : call;
    }

    /// <summary>
    /// Classifies a call whose overload the compiler cannot choose yet, because an argument is still to be generated.
    /// For generators: analyzers see the generated code, and the same call bound.
    /// </summary>
    /// <param name="unbound">The call as the compiler sees it.</param>
    /// <param name="target">The method that it will bind to.</param>
    /// <param name="containingSymbol">The member around it.</param>
    public LlmCall? ClassifyUnbound(IOperation unbound, IMethodSymbol target, ISymbol containingSymbol) =>
        IsPlumbing(unbound, containingSymbol) ? null : ClassifyCall(unbound, target, containingSymbol);

    // HttpClient is referenced everywhere. A marked local function has callers that are not found by name.
    private bool MaySendRequests(Compilation compilation)
    {
        var topics = SourceTopicsReader.Of(compilation);
        return (_rawHttp.MayBeSent && topics.HasFlag(SourceTopics.Http)) || topics.HasFlag(SourceTopics.FromCaller);
    }

    private bool IsPlumbing(IOperation operation, ISymbol containingSymbol) =>
        _catalog?.IsPlumbing(containingSymbol) == true || _own.IsPlumbing(containingSymbol, operation.Syntax.SyntaxTree);

    /// <summary>The row of a method that code in a tree calls on something. What measures its calls itself has none.</summary>
    private (LlmSdk Sdk, LlmMethod Method)? Find(IMethodSymbol target, ITypeSymbol? receiver, SyntaxTree tree)
    {
        var row = _own.Find(target, tree) ?? _catalog?.Find(target);
        return row is null || _own.IsInstrumented(receiver, tree) || _own.IsInstrumented(target.ContainingType, tree) ? null : row;
    }

    private LlmCall? ClassifyInvocation(IInvocationOperation invocation, ISymbol containingSymbol) =>
        ClassifyCall(invocation, invocation.TargetMethod, containingSymbol) ?? _rawHttp.Of(invocation);

    private LlmCall? ClassifyCall(IOperation operation, IMethodSymbol target, ISymbol containingSymbol)
    {
        if (Find(target, ReceiverType(operation), operation.Syntax.SyntaxTree) is not { } row)
        {
            return null;
        }

        var shape = CallShapes.Of(target);
        return new LlmCall
        {
            Sdk = row.Sdk.Name,
            Provider = row.Sdk.IsGeneric ? _own.ProviderOf(target) : row.Sdk.Provider,
            IsGeneric = row.Sdk.IsGeneric,
            Operation = row.Method.Operation,
            Method = row.Method,
            Target = target,
            TargetName = SymbolNames.Method(target),
            Shape = shape,
            Escape = EscapeOf(row.Sdk, row.Method) ?? _interceptability.EscapeOf(operation, target, shape, containingSymbol),
            IsMeasuredByClient = operation is IInvocationOperation measured && IsMeasured(row.Sdk, ClientOrigins.Receiver(measured)),
            IsAdvisory = IsAdvisory(row.Sdk, row.Method),
            Instead = row.Sdk.Instead,
            Model = operation is IInvocationOperation invocation ? ConstantModel.Of(invocation, row.Method) : null,
            Node = CalledName.Of(operation.Syntax),
        };
    }

    private LlmCall? ClassifyReference(IMethodReferenceOperation reference) =>
        Find(reference.Method, reference.Instance?.Type, reference.Syntax.SyntaxTree) is { } row
            ? new LlmCall
            {
                Sdk = row.Sdk.Name,
                Provider = row.Sdk.IsGeneric ? _own.ProviderOf(reference.Method) : row.Sdk.Provider,
                Operation = row.Method.Operation,
                Method = row.Method,
                Target = reference.Method,
                TargetName = SymbolNames.Method(reference.Method),
                Shape = CallShapes.Of(reference.Method),
                Escape = EscapeOf(row.Sdk, row.Method) ?? EscapeReason.MethodGroup,
                IsMeasuredByClient = IsMeasured(row.Sdk, reference.Instance),
                IsAdvisory = IsAdvisory(row.Sdk, row.Method),
                Instead = row.Sdk.Instead,
                Node = CalledName.Of(reference.Syntax),
            }
            : null;

    private LlmCall? ClassifyDynamic(IDynamicInvocationOperation invocation) =>
        invocation.Operation is IDynamicMemberReferenceOperation { Instance.Type: { } receiver } member
        && !_own.IsInstrumented(receiver, invocation.Syntax.SyntaxTree)
        && (FindOwn(receiver, member.MemberName, invocation.Syntax.SyntaxTree) ?? _catalog?.FindByName(receiver, member.MemberName)) is { } row
            ? new LlmCall
            {
                Sdk = row.Sdk.Name,
                Provider = row.Sdk.Provider,
                Operation = row.Method.Operation,
                Method = row.Method,
                TargetName = SymbolNames.Type(receiver) + "." + member.MemberName,
                Escape = EscapeOf(row.Sdk, row.Method) ?? EscapeReason.DynamicArgument,
                IsMeasuredByClient = IsMeasured(row.Sdk, member.Instance),
                IsAdvisory = IsAdvisory(row.Sdk, row.Method),
                Instead = row.Sdk.Instead,
                Node = CalledName.Of(invocation.Syntax),
            }
            : null;

    private (LlmSdk Sdk, LlmMethod Method)? FindOwn(ITypeSymbol receiver, string name, SyntaxTree tree) =>
        _own.Names.Contains(name)
            ? receiver.GetMembers(name).OfType<IMethodSymbol>().Select(m => _own.Find(m, tree)).FirstOrDefault(row => row is not null)
            : null;

    /// <summary>What the call is made on; for an extension method, its first argument as it was before it became the parameter's type.</summary>
    private static ITypeSymbol? ReceiverType(IOperation operation)
    {
        if (operation is not IInvocationOperation invocation)
        {
            return null;
        }

        var receiver = invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod ? invocation.Arguments.FirstOrDefault()?.Value : null);
        while (receiver is IConversionOperation { IsImplicit: true } conversion)
        {
            receiver = conversion.Operand;
        }

        return receiver?.Type;
    }

    private static bool IsMeasured(LlmSdk sdk, IOperation? client) =>
        sdk == MicrosoftExtensionsAi.Sdk && ClientOrigins.Of(client) is { } origin && ClientOrigins.HasMiddleware(origin);

    /// <summary>Why no call of the row can be intercepted, whatever it looks like; null when some can.</summary>
    private static EscapeReason? EscapeOf(LlmSdk sdk, LlmMethod method) =>
        method.IsPossible ? EscapeReason.PossibleCall
        : method.Unmeasured != EscapeReason.None ? method.Unmeasured
        : sdk.HasAdapter(method) ? null
        : EscapeReason.NoAdapter;

    private static bool IsAdvisory(LlmSdk sdk, LlmMethod method) => method.IsPossible || sdk.IsLocal;
}
