using System.Collections.Immutable;
using AiInstrument.Catalog.Configuration;
using AiInstrument.Catalog.Sdks;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
    private readonly INamedTypeSymbol? _httpClient;
    private readonly INamedTypeSymbol? _httpClientJson;
    private readonly INamedTypeSymbol? _httpRequestMessage;
    private readonly INamedTypeSymbol? _noIntercept;
    private readonly INamedTypeSymbol? _expression;
    private readonly INamedTypeSymbol? _handler;
    private readonly bool _interceptionEnabled;
    private readonly LanguageVersion _language;

    private CallClassifier(Compilation compilation, LlmCatalog? catalog, bool interceptionEnabled, AnalyzerConfigOptionsProvider? options)
    {
        _catalog = catalog;
        Settings = new SettingsReader(options);
        _own = new OwnCalls(compilation, Settings);
        _fromCaller = FromCallerMembers.Of(compilation);
        _interceptionEnabled = interceptionEnabled;
        _language = ((CSharpCompilation)compilation).LanguageVersion;
        _httpClient = compilation.FindType("System.Net.Http.HttpClient");
        _httpClientJson = compilation.FindType("System.Net.Http.Json.HttpClientJsonExtensions");
        _httpRequestMessage = compilation.FindType("System.Net.Http.HttpRequestMessage");
        _noIntercept = compilation.FindType("AiInstrument.AiNoInterceptAttribute");
        _handler = compilation.FindType("AiInstrument." + ClientOrigins.Handler);
        _expression = compilation.FindType("System.Linq.Expressions.Expression`1");
    }

    /// <summary>The SDKs that the compilation references.</summary>
    public ImmutableArray<string> Sdks => _catalog?.Sdks ?? [];

    /// <summary>Binds the classifier to a compilation. Null when it can call no model: it references no SDK, declares no calls of its own, and sends no request.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="interceptionEnabled">The project's <c>AiInstrumentInterceptCalls</c>.</param>
    /// <param name="options">The configuration; null leaves the user's out.</param>
    public static CallClassifier? For(Compilation compilation, bool interceptionEnabled, AnalyzerConfigOptionsProvider? options = null)
    {
        var classifier = new CallClassifier(compilation, LlmCatalog.For(compilation), interceptionEnabled, options);
        return classifier._catalog is null && classifier._own.Names.IsEmpty && !classifier.HasFromCallerMembers && !classifier.MaySendRequests(compilation) ? null : classifier;
    }

    // HttpClient is referenced everywhere. A marked local function has callers that are not found by name.
    private bool MaySendRequests(Compilation compilation)
    {
        var topics = SourceTopicsReader.Of(compilation);
        return (_httpClient is not null && topics.HasFlag(SourceTopics.Http)) || topics.HasFlag(SourceTopics.FromCaller);
    }

    /// <summary>The settings of the compilation's files.</summary>
    public SettingsReader Settings { get; }

    /// <summary>Every name that a call of the shipped catalog has.</summary>
    public static ImmutableHashSet<string> KnownNames { get; } = LlmSdks.MethodNames.Union(RawHttp.SendMethods).Add("HttpRequestMessage");

    private static readonly HashSet<string> s_knownNames = [.. KnownNames];

    /// <summary>The names of what the user marks or configures: calls, and members that take the caller's feature.</summary>
    public ImmutableHashSet<string> OwnNames => _own.Names.Union(_fromCaller.Names);

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
            IObjectCreationOperation creation => ClassifyRequestCreation(creation),
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

    private bool IsPlumbing(IOperation operation, ISymbol containingSymbol) =>
        _catalog?.IsPlumbing(containingSymbol) == true || _own.IsPlumbing(containingSymbol, operation.Syntax.SyntaxTree);

    /// <summary>The row of a method that code in a tree calls on something. What measures its calls itself has none.</summary>
    private (LlmSdk Sdk, LlmMethod Method)? Find(IMethodSymbol target, ITypeSymbol? receiver, SyntaxTree tree)
    {
        var row = _own.Find(target, tree) ?? _catalog?.Find(target);
        return row is null || _own.IsInstrumented(receiver, tree) || _own.IsInstrumented(target.ContainingType, tree) ? null : row;
    }

    private LlmCall? ClassifyInvocation(IInvocationOperation invocation, ISymbol containingSymbol) =>
        ClassifyCall(invocation, invocation.TargetMethod, containingSymbol) ?? ClassifyRawHttp(invocation);

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
            Escape = EscapeOf(row.Sdk, row.Method) ?? EscapeOf(operation, target, shape, containingSymbol),
            IsMeasuredByClient = operation is IInvocationOperation measured && IsMeasured(row.Sdk, ClientOrigins.Receiver(measured)),
            IsAdvisory = IsAdvisory(row.Sdk, row.Method),
            Instead = row.Sdk.Instead,
            Model = operation is IInvocationOperation invocation ? ConstantModel.Of(invocation, row.Method) : null,
            Node = NameOf(operation.Syntax),
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
                Node = NameOf(reference.Syntax),
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
                Node = NameOf(invocation.Syntax),
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

    private LlmCall? ClassifyRawHttp(IInvocationOperation invocation)
    {
        var target = invocation.TargetMethod;
        if (!RawHttp.SendMethods.Contains(target.Name))
        {
            return null;
        }

        var declaring = (target.ReducedFrom ?? target).ContainingType;
        if (!SymbolEqualityComparer.Default.Equals(declaring, _httpClient) && !SymbolEqualityComparer.Default.Equals(declaring, _httpClientJson))
        {
            return null;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (RawHttp.ProviderOf(ConstantUrl.Of(argument.Value), Settings.For(invocation.Syntax.SyntaxTree).Hosts) is { } provider)
            {
                return RawHttpCall(provider, SymbolNames.Method(target), target, NameOf(invocation.Syntax), HasHandler(invocation));
            }
        }

        return null;
    }

    private LlmCall? ClassifyRequestCreation(IObjectCreationOperation creation)
    {
        if (!SymbolEqualityComparer.Default.Equals(creation.Type, _httpRequestMessage))
        {
            return null;
        }

        // new(method, url), or new() { RequestUri = url }.
        var initialized = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(a => a.Value) ?? [];
        foreach (var value in creation.Arguments.Select(a => a.Value).Concat(initialized))
        {
            if (RawHttp.ProviderOf(ConstantUrl.Of(value), Settings.For(creation.Syntax.SyntaxTree).Hosts) is { } provider)
            {
                return RawHttpCall(provider, "System.Net.Http.HttpRequestMessage..ctor", creation.Constructor, creation.Syntax, HasHandler(creation));
            }
        }

        return null;
    }

    /// <summary>The handler measures what goes through its client.</summary>
    private bool HasHandler(IOperation request) =>
        _handler is not null && ClientOrigins.OfHttp(request) is { } origin && ClientOrigins.HasHandler(origin, request.SemanticModel!);

    private static bool IsMeasured(LlmSdk sdk, IOperation? client) =>
        sdk == MicrosoftExtensionsAi.Sdk && ClientOrigins.Of(client) is { } origin && ClientOrigins.HasMiddleware(origin);

    private static LlmCall RawHttpCall(string provider, string targetName, IMethodSymbol? target, SyntaxNode node, bool isMeasured) => new()
    {
        Sdk = RawHttp.SdkName,
        Provider = provider,
        Operation = LlmOperation.Chat,
        Target = target,
        TargetName = targetName,
        Escape = EscapeReason.RawHttp,
        IsMeasuredByClient = isMeasured,
        Node = node,
    };

    /// <summary>Why no call of the row can be intercepted, whatever it looks like; null when some can.</summary>
    private static EscapeReason? EscapeOf(LlmSdk sdk, LlmMethod method) =>
        method.IsPossible ? EscapeReason.PossibleCall
        : method.Unmeasured != EscapeReason.None ? method.Unmeasured
        : sdk.HasAdapter(method) ? null
        : EscapeReason.NoAdapter;

    private static bool IsAdvisory(LlmSdk sdk, LlmMethod method) => method.IsPossible || sdk.IsLocal;

    private EscapeReason EscapeOf(IOperation operation, IMethodSymbol target, CallShape shape, ISymbol containingSymbol)
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

        return _interceptionEnabled ? EscapeReason.None : EscapeReason.InterceptionOff;
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

    private static SyntaxNode NameOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => node,
    };
}
