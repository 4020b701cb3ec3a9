using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Reaching;

/// <summary>Which code a call of an interface's or a virtual member may run.</summary>
internal sealed class Dispatch(SourceTypes types, ServiceRegistrations registrations)
{
    private readonly Dictionary<(INamedTypeSymbol Receiver, ISymbol Member, bool IsInjected), HashSet<ISymbol>> _known = new(new KeyComparer());

    /// <summary>Whether a call of a member may run another one.</summary>
    public static bool IsOpen(ISymbol member) =>
        member is { IsStatic: false } && (member.ContainingType?.TypeKind == TypeKind.Interface || member.IsVirtual || member.IsAbstract || member is { IsOverride: true, IsSealed: false });

    /// <summary>The members that run when one is called. Of a receiver that comes from the container, the registered classes'; else those of all classes that it may be.</summary>
    public IReadOnlyCollection<ISymbol> Of(ISymbol member, INamedTypeSymbol? receiver, bool isInjected)
    {
        var type = (receiver ?? member.ContainingType).OriginalDefinition;
        if (!_known.TryGetValue((type, member, isInjected), out var members))
        {
            var registered = isInjected ? registrations.ClassesOf(type) : null;
            members = new(SymbolEqualityComparer.Default);
            members.UnionWith((registered ?? types.Concrete(type)).Select(t => Implementation(t, member)).OfType<ISymbol>());
            _known.Add((type, member, isInjected), members);
        }

        return members;
    }

    /// <summary>The members that a member implements or overrides: who calls those may run it.</summary>
    public IEnumerable<ISymbol> ContractsOf(ISymbol member)
    {
        for (var overridden = Overridden(member); overridden is not null; overridden = Overridden(overridden))
        {
            yield return overridden.OriginalDefinition;
        }

        if (member is not (IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } or IPropertySymbol) || member.IsStatic)
        {
            yield break;
        }

        // A class may inherit the member that its interface asks for.
        foreach (var type in types.Family(member.ContainingType))
        {
            foreach (var contract in type.AllInterfaces.SelectMany(i => i.GetMembers()).Where(m => m.Kind == member.Kind && member.Name.EndsWith(m.Name, StringComparison.Ordinal)))
            {
                if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(contract)?.OriginalDefinition, member))
                {
                    yield return contract.OriginalDefinition;
                }
            }
        }
    }

    private static ISymbol? Implementation(INamedTypeSymbol type, ISymbol member)
    {
        if (member.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces
                .Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, member.ContainingType.OriginalDefinition))
                .SelectMany(i => i.GetMembers(member.Name))
                .Where(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member))
                .Select(m => type.FindImplementationForInterfaceMember(m)?.OriginalDefinition)
                .FirstOrDefault(m => m is not null);
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var candidate in current.GetMembers(member.Name))
            {
                for (ISymbol? m = candidate; m is not null; m = Overridden(m))
                {
                    if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member))
                    {
                        return candidate.OriginalDefinition;
                    }
                }
            }
        }

        return null;
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    private sealed class KeyComparer : IEqualityComparer<(INamedTypeSymbol Receiver, ISymbol Member, bool IsInjected)>
    {
        public bool Equals((INamedTypeSymbol Receiver, ISymbol Member, bool IsInjected) x, (INamedTypeSymbol Receiver, ISymbol Member, bool IsInjected) y) =>
            x.IsInjected == y.IsInjected && SymbolEqualityComparer.Default.Equals(x.Receiver, y.Receiver) && SymbolEqualityComparer.Default.Equals(x.Member, y.Member);

        public int GetHashCode((INamedTypeSymbol Receiver, ISymbol Member, bool IsInjected) key) =>
            unchecked((SymbolEqualityComparer.Default.GetHashCode(key.Receiver) * 397) ^ SymbolEqualityComparer.Default.GetHashCode(key.Member));
    }
}
