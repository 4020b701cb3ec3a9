using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Reaching;

/// <summary>
/// Builds the part of a compilation's call graph that leads to call sites: backwards, from the code around each call to whoever names it.
/// What leads to none is never looked at, which is most of a project.
/// </summary>
internal sealed class CallerSearch
{
    private static readonly string[] s_registering = ["Add", "TryAdd", "Replace", "Map", "Use", "Configure"];

    private readonly CancellationToken _cancellation;
    private readonly Uses _uses;
    private readonly Dispatch _dispatch;
    private readonly ServiceRegistrations _registrations;
    private readonly EntryPoints _entries;
    private readonly SourceTypes _types;
    private readonly Dictionary<ISymbol, GraphNode> _nodes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, GraphNode> _handlers = [];
    private List<GraphNode> _open = [];

    public CallerSearch(Compilation compilation, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _uses = new Uses(compilation, cancellation);
        _types = new SourceTypes(compilation, cancellation);
        _registrations = new ServiceRegistrations(compilation, cancellation);
        _dispatch = new Dispatch(_types, _registrations);
        _entries = new EntryPoints(compilation, _types, cancellation);
    }

    /// <summary>All code that was found, by what it is.</summary>
    public IEnumerable<GraphNode> Nodes => _nodes.Values.Concat(_handlers.Values);

    /// <summary>The code of a declared symbol; searched for from the next <see cref="Run"/> on.</summary>
    public GraphNode NodeOf(ISymbol declared)
    {
        if (!_nodes.TryGetValue(declared, out var node))
        {
            _nodes.Add(declared, node = new GraphNode(declared));
            node.Entries.AddRange(_entries.Of(declared));
            _open.Add(node);
        }

        return node;
    }

    /// <summary>The code around a node; null where none runs, as in an attribute.</summary>
    public GraphNode? Around(SyntaxNode node)
    {
        var model = _uses.Model(node.SyntaxTree);
        for (SyntaxNode? inner = node, current = node; current is not null; inner = current, current = current.Parent)
        {
            switch (current)
            {
                case AnonymousFunctionExpressionSyntax lambda when _entries.OfHandedOver(lambda, model) is { } entries:
                    return Handler(lambda, entries);
                case LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return Declared(model.GetDeclaredSymbol(current, _cancellation));
                case BasePropertyDeclarationSyntax:
                    return Initialized(model.GetDeclaredSymbol(current, _cancellation), inner is EqualsValueClauseSyntax);
                case VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax }:
                    return Initialized(model.GetDeclaredSymbol(current, _cancellation), isInitializer: true);
                case TypeDeclarationSyntax when inner is BaseListSyntax or ParameterListSyntax:
                    return Declared(model.GetDeclaredSymbol(current, _cancellation));
                case CompilationUnitSyntax when inner is GlobalStatementSyntax:
                    return Declared(model.GetDeclaredSymbol(current, _cancellation));
                case BaseTypeDeclarationSyntax or AttributeSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Finds all callers, their callers, and so on.</summary>
    public void Run()
    {
        while (_open.Count > 0)
        {
            var nodes = _open;
            _open = [];
            var called = nodes.ConvertAll(node => (Node: node, Symbols: Called(node.Symbol!).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().ToList()));
            _uses.Search(called.SelectMany(c => c.Symbols).Select(s => s.Name).Concat(nodes.Exists(n => n.Symbol is INamedTypeSymbol) ? [Uses.Creations] : []));
            foreach (var (node, symbols) in called)
            {
                foreach (var symbol in symbols)
                {
                    foreach (var use in _uses.Of(symbol))
                    {
                        _cancellation.ThrowIfCancellationRequested();
                        AddCaller(node, symbol, use);
                    }
                }
            }
        }
    }

    /// <summary>What has to be named for the code to run.</summary>
    public IEnumerable<ISymbol> Called(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => _types.Family(type).SelectMany(t => new ISymbol[] { t }.Concat(_registrations.ServicesOf(t))),
        _ => new[] { symbol }.Concat(_dispatch.ContractsOf(symbol)),
    };

    /// <summary>Whether a call of a member may run one of several.</summary>
    public bool IsOneOfSeveral(ISymbol called) =>
        called is INamedTypeSymbol type ? IsOneOfSeveral(type) : Dispatch.IsOpen(called) && _dispatch.Of(called, receiver: null, isInjected: true).Count > 1;

    private GraphNode? Declared(ISymbol? symbol) => Uses.Declared(symbol) is { } declared ? NodeOf(declared) : null;

    /// <summary>What initializes an instance runs when one is made; what initializes a static runs when it is first named.</summary>
    private GraphNode? Initialized(ISymbol? member, bool isInitializer) =>
        member is null ? null : NodeOf(isInitializer && !member.IsStatic ? member.ContainingType.OriginalDefinition : member.OriginalDefinition);

    private GraphNode Handler(SyntaxNode lambda, IEnumerable<EntryPointSpec> entries)
    {
        if (!_handlers.TryGetValue(lambda, out var handler))
        {
            _handlers.Add(lambda, handler = new GraphNode(null));
            handler.Entries.AddRange(entries);
        }

        return handler;
    }

    private void AddCaller(GraphNode node, ISymbol called, ExpressionSyntax use)
    {
        if (node.Symbol is INamedTypeSymbol made)
        {
            AddMaker(node, made, (INamedTypeSymbol)called, use);
            return;
        }

        var isAmbiguous = false;
        if (Dispatch.IsOpen(called) && !IsOnBase(use))
        {
            var (receiver, isInjected) = ReceiverOf(use);
            var runs = _dispatch.Of(called, receiver, isInjected);
            var isOutside = node.Symbol!.DeclaringSyntaxReferences.IsEmpty;
            if (!isOutside && !runs.Contains(node.Symbol, SymbolEqualityComparer.Default))
            {
                return;
            }

            isAmbiguous = runs.Count(r => !SymbolEqualityComparer.Default.Equals(r, node.Symbol)) > 0;
        }
        else if (!SymbolEqualityComparer.Default.Equals(called, node.Symbol))
        {
            return;
        }

        if (!IsCalled(use) && _entries.OfHandedOver(use, _uses.Model(use.SyntaxTree)) is { } entries)
        {
            node.Entries.AddRange(entries.Where(e => !node.Entries.Contains(e)));
        }
        else if (Around(use) is { } caller)
        {
            caller.Calls.Add((node, isAmbiguous));
        }
    }

    /// <summary>An instance is made by who creates one, by the construction of what derives from it, and for who asks the container: as a parameter of what the container makes, or by name.</summary>
    private void AddMaker(GraphNode node, INamedTypeSymbol made, INamedTypeSymbol named, ExpressionSyntax use)
    {
        var isItself = SymbolEqualityComparer.Default.Equals(made, named);
        SyntaxNode type = use;
        while (type.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax)
        {
            type = type.Parent;
        }

        switch (type.Parent)
        {
            case BaseObjectCreationExpressionSyntax creation when creation is ImplicitObjectCreationExpressionSyntax || ((ObjectCreationExpressionSyntax)creation).Type == type:
                AddCall(Around(use), isAmbiguous: false, isItself || IsBaseOf(made, named));
                break;
            case not null when use is ImplicitObjectCreationExpressionSyntax:
                AddCall(Around(use), isAmbiguous: false, isItself || IsBaseOf(made, named));
                break;
            case ParameterSyntax { Parent.Parent: ConstructorDeclarationSyntax or TypeDeclarationSyntax }:
                AddCall(Around(use), IsOneOfSeveral(named), IsGiven(made, named));
                break;
            case ParameterSyntax { Parent.Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } parameter:
                AddCall(Around(parameter) is { Entries.Count: > 0 } handler ? handler : null, IsOneOfSeveral(named), IsGiven(made, named));
                break;
            case ParameterSyntax { Parent.Parent: AnonymousFunctionExpressionSyntax lambda } when _entries.OfHandedOver(lambda, _uses.Model(lambda.SyntaxTree)) is { } entries:
                AddCall(Handler(lambda, entries), IsOneOfSeveral(named), IsGiven(made, named));
                break;
            case TypeArgumentListSyntax { Parent: GenericNameSyntax method } when IsCalled(method) && !s_registering.Any(r => method.Identifier.ValueText.StartsWith(r, StringComparison.Ordinal)):
                AddCall(Around(use), IsOneOfSeveral(named), IsGiven(made, named));
                break;
        }

        void AddCall(GraphNode? caller, bool isAmbiguous, bool applies)
        {
            if (caller is not null && caller != node && applies)
            {
                caller.Calls.Add((node, isAmbiguous));
            }
        }
    }

    /// <summary>Whether the container gives an instance of a class to who asks for a service.</summary>
    private bool IsGiven(INamedTypeSymbol made, INamedTypeSymbol service) =>
        _registrations.ClassesOf(service)?.Any(c => SymbolEqualityComparer.Default.Equals(c, made) || IsBaseOf(made, c)) ?? (SymbolEqualityComparer.Default.Equals(made, service) || IsBaseOf(made, service));

    private bool IsOneOfSeveral(INamedTypeSymbol service) => _registrations.ClassesOf(service)?.Count > 1;

    private static bool IsBaseOf(INamedTypeSymbol type, INamedTypeSymbol derived)
    {
        for (var current = derived.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a member is called on, and whether somebody else has given it: a field, a property or a parameter may come from the container, a local is made here.</summary>
    private (INamedTypeSymbol? Type, bool IsInjected) ReceiverOf(ExpressionSyntax use)
    {
        var receiver = use.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == use => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        var model = _uses.Model(use.SyntaxTree);
        if (receiver is null or ThisExpressionSyntax)
        {
            return (model.GetEnclosingSymbol(use.SpanStart, _cancellation)?.ContainingType, false);
        }

        return (model.GetTypeInfo(receiver, _cancellation).Type as INamedTypeSymbol, model.GetSymbolInfo(receiver, _cancellation).Symbol is IFieldSymbol or IPropertySymbol or IParameterSymbol or IMethodSymbol);
    }

    private static bool IsOnBase(ExpressionSyntax use) => use.Parent is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax };

    private static bool IsCalled(ExpressionSyntax name)
    {
        var whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access
            : name.Parent is MemberBindingExpressionSyntax binding ? binding
            : name;
        return whole.Parent is InvocationExpressionSyntax call && call.Expression == whole;
    }
}
