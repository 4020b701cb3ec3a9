using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Catalog.Calls;

/// <summary>
/// Members marked <c>[AiFeature(FromCaller = true)]</c>, in the sources of a compilation and in the assemblies that it references:
/// their model calls serve the feature of whoever calls them. On a type the mark covers its methods.
/// </summary>
internal sealed class FromCallerMembers
{
    // Weak: what nobody else holds takes its names with it.
    private static readonly ConditionalWeakTable<Compilation, FromCallerMembers> s_members = new();
    private static readonly ConditionalWeakTable<SyntaxTree, Marks> s_inTrees = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, string[]> s_inAssemblies = new();

    private readonly INamedTypeSymbol? _attribute;
    private readonly HashSet<ISymbol> _implementedByMarked = new(SymbolEqualityComparer.Default);

    private FromCallerMembers(Compilation compilation)
    {
        _attribute = compilation.FindType("AiInstrument.AiFeatureAttribute");
        var names = ImmutableHashSet.CreateBuilder<string>();
        if (_attribute is not null)
        {
            foreach (var assembly in RuntimeReferences.Of(compilation, _attribute))
            {
                names.UnionWith(s_inAssemblies.GetValue(assembly, a => [.. MarkedIn(a.GlobalNamespace).Select(m => m.Name).Distinct()]));
            }

            foreach (var member in MarkedIn(compilation))
            {
                names.Add(member.Name);
                foreach (var inherited in Inherited(member))
                {
                    names.Add(inherited.Name);
                    _implementedByMarked.Add(inherited);
                }
            }
        }

        Names = names.ToImmutable();
    }

    /// <summary>The names of all members but local functions: the cheap first question. Empty in a project that uses no mark.</summary>
    public ImmutableHashSet<string> Names { get; }

    /// <summary>The members of a compilation, found once.</summary>
    public static FromCallerMembers Of(Compilation compilation) => s_members.GetValue(compilation, static c => new FromCallerMembers(c));

    /// <summary>
    /// Whether who calls the member must have a feature: it is marked, or stands for one that is. A call through an interface or a
    /// base class counts where an implementation in this compilation is marked; in other projects the mark belongs on the interface.
    /// </summary>
    public bool Contains(ISymbol called)
    {
        var member = Declared(called);
        return IsMarked(member)
            || (Names.Contains(member.Name) && (_implementedByMarked.Contains(member) || Inherited(member).Any(IsMarked)));
    }

    /// <summary>Whether the mark on a symbol around a model call holds for the call. Nobody sees the callers of a lambda, and an assembly has none.</summary>
    /// <param name="marked">The symbol that carries the mark.</param>
    /// <param name="containingSymbol">What the call stands in.</param>
    public static bool Covers(ISymbol marked, ISymbol containingSymbol) => marked switch
    {
        INamedTypeSymbol => IsCoveredByItsType(MemberAround(containingSymbol)),
        IAssemblySymbol or IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => false,
        _ => true,
    };

    /// <summary>Whether the member around a model call implements or overrides a marked one.</summary>
    public bool InheritsMark(ISymbol containingSymbol) =>
        !Names.IsEmpty && Inherited(MemberAround(containingSymbol)).Any(IsMarked);

    /// <summary>The member as it is declared: an accessor's property, an extension method unreduced.</summary>
    private static ISymbol Declared(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { AssociatedSymbol: IPropertySymbol property } => property.OriginalDefinition,
        IMethodSymbol method => DeclaredMethod.Of(method),
        _ => symbol.OriginalDefinition,
    };

    private static ISymbol MemberAround(ISymbol containingSymbol)
    {
        while (containingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            containingSymbol = containingSymbol.ContainingSymbol;
        }

        return Declared(containingSymbol);
    }

    /// <summary>By the innermost mark of the member itself and of the types around it.</summary>
    private bool IsMarked(ISymbol member)
    {
        for (var symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            var mark = FeatureMark.Of(symbol, _attribute);
            if (mark.Declared is not null)
            {
                return false;
            }

            if (mark.FromCaller)
            {
                return symbol is not INamedTypeSymbol || IsCoveredByItsType(member);
            }

            if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Nobody expects a bill for what creates, describes, compares or disposes an object: there the member carries a mark of its own,
    /// and without one its calls are held to the rules as they are everywhere.
    /// </summary>
    private static bool IsCoveredByItsType(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method
        && method is not { Parameters.IsEmpty: true, Name: "Dispose" or "DisposeAsync" }
        && Overridden(method).All(o => o.ContainingType.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType));

    private IEnumerable<ISymbol> MarkedIn(Compilation compilation)
    {
        var marks = compilation.SyntaxTrees.Select(t => s_inTrees.GetValue(t, static tree => Marks.In(tree))).Where(m => !m.IsEmpty).ToList();
        var members = marks.SelectMany(m => m.Members).Distinct().SelectMany(name => compilation.GetSymbolsWithName(name, SymbolFilter.Member));
        var types = marks.SelectMany(m => m.Types).Distinct().SelectMany(name => compilation.GetSymbolsWithName(name, SymbolFilter.Type))
            .OfType<INamedTypeSymbol>();
        return members.Concat(types.SelectMany(Constructors)).Concat(types.SelectMany(MembersOf)).Where(IsMarked);

        static IEnumerable<ISymbol> Constructors(INamedTypeSymbol type) => type.InstanceConstructors;
    }

    private IEnumerable<ISymbol> MarkedIn(INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(member => member is INamespaceOrTypeSymbol inner ? MarkedIn(inner)
            : member is IMethodSymbol or IPropertySymbol && IsMarked(member) ? [member]
            : Enumerable.Empty<ISymbol>());

    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) =>
        type.GetMembers().SelectMany(m => m is INamedTypeSymbol nested ? MembersOf(nested) : m is IMethodSymbol ? [m] : Enumerable.Empty<ISymbol>());

    /// <summary>What the member overrides, and the interface members that it implements.</summary>
    private static IEnumerable<ISymbol> Inherited(ISymbol member)
    {
        foreach (var overridden in Overridden(member))
        {
            yield return overridden;
        }

        if (member is not (IMethodSymbol or IPropertySymbol) || member.IsStatic || member.ContainingType is not { TypeKind: not TypeKind.Interface } type)
        {
            yield break;
        }

        // An explicit implementation is named Namespace.IType.Member.
        var name = member.Name.Substring(member.Name.LastIndexOf('.') + 1);
        foreach (var implemented in type.AllInterfaces.SelectMany(i => i.GetMembers(name)))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(implemented), member))
            {
                yield return implemented.OriginalDefinition;
            }
        }
    }

    private static IEnumerable<ISymbol> Overridden(ISymbol member)
    {
        for (var current = Next(member); current is not null; current = Next(current))
        {
            yield return current.OriginalDefinition;
        }

        static ISymbol? Next(ISymbol symbol) => symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            _ => null,
        };
    }

    /// <summary>The names of what a tree marks, by syntax. Local functions are asked where they are called.</summary>
    private sealed record Marks(ImmutableArray<string> Members, ImmutableArray<string> Types)
    {
        private static readonly NameScan s_mark = new([FeatureMark.FromCallerProperty]);
        private static readonly Marks s_none = new([], []);

        public bool IsEmpty => Members.IsEmpty && Types.IsEmpty;

        public static Marks In(SyntaxTree tree)
        {
            if (!s_mark.IsIn(tree.GetText()))
            {
                return s_none;
            }

            var marked = tree.GetRoot()
                .DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<MemberDeclarationSyntax>()
                .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(SaysFromCaller))
                .ToList();
            return new Marks([.. marked.Select(MemberName).OfType<string>()], [.. marked.Select(TypeName).OfType<string>()]);
        }

        // By the property, since the attribute may have another name here.
        private static bool SaysFromCaller(AttributeSyntax attribute) =>
            attribute.ArgumentList?.Arguments.Any(a => a.NameEquals?.Name.Identifier.ValueText == FeatureMark.FromCallerProperty) == true;

        private static string? MemberName(MemberDeclarationSyntax member) => member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            IndexerDeclarationSyntax => "this[]",
            _ => null,
        };

        /// <summary>A constructor is looked for through its type.</summary>
        private static string? TypeName(MemberDeclarationSyntax member) => member switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            _ => null,
        };
    }
}
