using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog;

/// <summary>The catalog bound to one compilation: only rows whose type the compilation references.</summary>
internal sealed class LlmCatalog
{
    // Weak: many rules ask about one compilation. The box holds the answer "none" too.
    private static readonly ConditionalWeakTable<Compilation, StrongBox<LlmCatalog?>> s_byCompilation = new();

    private readonly Dictionary<string, List<Row>> _rowsByMethodName;
    private readonly HashSet<INamedTypeSymbol> _clientTypes;

    private LlmCatalog(Dictionary<string, List<Row>> rowsByMethodName, HashSet<INamedTypeSymbol> clientTypes)
    {
        _rowsByMethodName = rowsByMethodName;
        _clientTypes = clientTypes;
    }

    /// <summary>Names of the SDKs that the compilation references, in the catalog's order.</summary>
    public ImmutableArray<string> Sdks { get; private init; }

    /// <summary>Resolves the catalog's types once. Null when the compilation references no known SDK.</summary>
    public static LlmCatalog? For(Compilation compilation) =>
        s_byCompilation.GetValue(compilation, static c => new StrongBox<LlmCatalog?>(Bind(c))).Value;

    /// <summary>The types that declare a method of the catalog, as far as the compilation references them.</summary>
    /// <param name="method">Which methods count.</param>
    public IEnumerable<INamedTypeSymbol> TypesOf(Func<LlmMethod, bool> method) =>
        _rowsByMethodName.Values.SelectMany(rows => rows).Where(row => method(row.Method)).Select(row => row.Type);

    private static LlmCatalog? Bind(Compilation compilation)
    {
        var rows = new Dictionary<string, List<Row>>();
        var clientTypes = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var sdks = ImmutableArray.CreateBuilder<string>();

        var referenced = compilation.SourceModule.ReferencedAssemblySymbols.ToLookup(a => a.Name, StringComparer.Ordinal);
        foreach (var sdk in LlmSdks.All)
        {
            // Most SDKs are not there: their types need not be looked for.
            var assemblies = sdk.Assemblies.SelectMany(name => referenced[name]).ToList();
            if (assemblies.Count == 0)
            {
                continue;
            }

            var types = new Dictionary<string, INamedTypeSymbol?>();
            INamedTypeSymbol? Resolve(string metadataName)
            {
                if (!types.TryGetValue(metadataName, out var type))
                {
                    type = assemblies.Select(a => a.GetTypeByMetadataName(metadataName)).FirstOrDefault(t => t is not null);
                    types.Add(metadataName, type);
                }

                return type;
            }

            foreach (var method in sdk.Methods)
            {
                if (Resolve(method.Type) is { } type)
                {
                    if (!rows.TryGetValue(method.Name, out var sameName))
                    {
                        rows.Add(method.Name, sameName = []);
                    }

                    sameName.Add(new Row(sdk, method, type));
                }
            }

            foreach (var clientType in sdk.ClientTypes)
            {
                if (Resolve(clientType) is { } type)
                {
                    clientTypes.Add(type);
                }
            }

            if (types.Values.Any(t => t is not null))
            {
                sdks.Add(sdk.Name);
            }
        }

        return rows.Count == 0 ? null : new LlmCatalog(rows, clientTypes) { Sdks = sdks.ToImmutable() };
    }

    /// <summary>
    /// The row of a method: the row's own, one that overrides or implements it, or one of the same name that a derived client adds
    /// and that returns the same. What returns something else is the client's own business, and no adapter could read it.
    /// </summary>
    public (LlmSdk Sdk, LlmMethod Method)? Find(IMethodSymbol method)
    {
        if (!_rowsByMethodName.TryGetValue(method.Name, out var rows) || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension))
        {
            return null;
        }

        var declaring = DeclaredMethod.Of(method).ContainingType;
        if (declaring is null)
        {
            return null;
        }

        foreach (var row in rows)
        {
            if (SymbolEqualityComparer.Default.Equals(declaring, row.Type)
                || (!method.IsStatic && IsOrInheritsFrom(declaring, row.Type) && ReturnsAsIn(row.Type, method)))
            {
                return (row.Sdk, row.Method);
            }
        }

        return null;
    }

    /// <summary>The row that a method of this name would have on a receiver of this type; for calls that bind only at run time.</summary>
    public (LlmSdk Sdk, LlmMethod Method)? FindByName(ITypeSymbol receiver, string methodName)
    {
        if (_rowsByMethodName.TryGetValue(methodName, out var rows) && receiver.OriginalDefinition is INamedTypeSymbol type)
        {
            foreach (var row in rows)
            {
                if (IsOrInheritsFrom(type, row.Type))
                {
                    return (row.Sdk, row.Method);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Whether code in this symbol is part of a client: its type, or a type around it, derives from or implements a client type.
    /// What such code calls is forwarding; the call that counts is the one into it. A method that the client adds for others to
    /// call is none: nobody counts the call into it.
    /// </summary>
    public bool IsPlumbing(ISymbol containingSymbol)
    {
        if (IsEntryPoint(containingSymbol))
        {
            return false;
        }

        for (var type = containingSymbol as INamedTypeSymbol ?? containingSymbol.ContainingType; type is not null; type = type.ContainingType)
        {
            for (var t = type; t is not null; t = t.BaseType)
            {
                if (_clientTypes.Contains(t.OriginalDefinition))
                {
                    return true;
                }
            }

            foreach (var i in type.AllInterfaces)
            {
                if (_clientTypes.Contains(i.OriginalDefinition))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsEntryPoint(ISymbol containingSymbol)
    {
        var member = containingSymbol;
        while (member.ContainingSymbol is IMethodSymbol)
        {
            member = member.ContainingSymbol;
        }

        return member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false } method
            && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
            && Find(method) is null;
    }

    private static bool ReturnsAsIn(INamedTypeSymbol type, IMethodSymbol method) =>
        type.GetMembers(method.Name).OfType<IMethodSymbol>().Any(m => IsInstanceOf(method.OriginalDefinition.ReturnType, m.ReturnType));

    /// <summary>Whether a type is the pattern with its type parameters filled in.</summary>
    private static bool IsInstanceOf(ITypeSymbol type, ITypeSymbol pattern) =>
        pattern is ITypeParameterSymbol
        || (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, pattern.OriginalDefinition)
            && (type is not INamedTypeSymbol named
                || named.TypeArguments.Zip(((INamedTypeSymbol)pattern).TypeArguments, IsInstanceOf).All(same => same)));

    private static bool IsOrInheritsFrom(INamedTypeSymbol type, INamedTypeSymbol target)
    {
        if (target.TypeKind == TypeKind.Interface)
        {
            return SymbolEqualityComparer.Default.Equals(type, target)
                || type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, target));
        }

        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, target))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Row(LlmSdk Sdk, LlmMethod Method, INamedTypeSymbol Type);
}
