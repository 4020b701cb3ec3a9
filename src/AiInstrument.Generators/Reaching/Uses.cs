using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Reaching;

/// <summary>Where members are named in a compilation's source. Texts are searched for their names, and only what stands there is bound.</summary>
internal sealed class Uses(Compilation compilation, CancellationToken cancellation)
{
    /// <summary>Stands for creations that name no type.</summary>
    public const string Creations = "new";

    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly HashSet<string> _searched = new(StringComparer.Ordinal);
    private readonly Dictionary<ISymbol, List<ExpressionSyntax>> _bySymbol = new(SymbolEqualityComparer.Default);

    public SemanticModel Model(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out var model))
        {
            _models.Add(tree, model = compilation.GetSemanticModel(tree));
        }

        return model;
    }

    /// <summary>Searches for names that were not searched for before.</summary>
    public void Search(IEnumerable<string> names)
    {
        var unknown = names.Where(_searched.Add).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var scan = new NameScan(unknown);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var word in scan.Tokens(tree, cancellation))
            {
                if (UseAt(word) is { } use && Symbol(use) is { } symbol)
                {
                    if (!_bySymbol.TryGetValue(symbol, out var uses))
                    {
                        _bySymbol.Add(symbol, uses = []);
                    }

                    uses.Add(use);
                }
            }
        }
    }

    /// <summary>The names and creations that mean a symbol; of those that were searched for.</summary>
    public IReadOnlyList<ExpressionSyntax> Of(ISymbol symbol) => _bySymbol.TryGetValue(symbol, out var uses) ? uses : [];

    /// <summary>A symbol as declared: a reduced extension, a constructed method and the part of a partial one are the same; a constructor is its type.</summary>
    public static ISymbol? Declared(ISymbol? symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor, ContainingType: var type } => type.OriginalDefinition,
        IMethodSymbol { AssociatedSymbol: (IPropertySymbol or IEventSymbol) and var member } => member.OriginalDefinition,
        IMethodSymbol method => Whole((method.ReducedFrom ?? method).OriginalDefinition),
        INamedTypeSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.OriginalDefinition,
        IAliasSymbol alias => Declared(alias.Target),
        _ => null,
    };

    private static IMethodSymbol Whole(IMethodSymbol method) => method.PartialDefinitionPart ?? method;

    private static ExpressionSyntax? UseAt(SyntaxToken word) => word.Parent switch
    {
        SimpleNameSyntax name => IsInNameof(name) || name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null ? null : name,
        ImplicitObjectCreationExpressionSyntax creation => creation,
        _ => null,
    };

    private static bool IsInNameof(SyntaxNode name)
    {
        while (name.Parent is MemberAccessExpressionSyntax)
        {
            name = name.Parent;
        }

        return name.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };
    }

    private ISymbol? Symbol(ExpressionSyntax use)
    {
        var info = Model(use.SyntaxTree).GetSymbolInfo(use, cancellation);

        // What generated names are given to does not bind while generators run: a candidate is as good.
        return Declared(info.Symbol ?? info.CandidateSymbols.FirstOrDefault());
    }
}
