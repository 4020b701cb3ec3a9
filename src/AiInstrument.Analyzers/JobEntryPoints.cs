using System.Collections.Immutable;
using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers;

/// <summary>The methods that a host, a scheduler or a message bus calls.</summary>
internal sealed class JobEntryPoints
{
    private static readonly (string Type, string Method)[] Contracts =
    [
        ("Microsoft.Extensions.Hosting.IHostedService", "StartAsync"),
        ("Microsoft.Extensions.Hosting.BackgroundService", "ExecuteAsync"),
        ("Quartz.IJob", "Execute"),
        ("MassTransit.IConsumer`1", "Consume"),
    ];

    private readonly ImmutableArray<IMethodSymbol> _contracts;

    private JobEntryPoints(ImmutableArray<IMethodSymbol> contracts) => _contracts = contracts;

    /// <summary>Binds to a compilation. Null when it references nothing that runs jobs.</summary>
    public static JobEntryPoints? For(Compilation compilation)
    {
        var contracts = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var (typeName, name) in Contracts)
        {
            if (compilation.FindType(typeName) is { } type)
            {
                contracts.AddRange(type.GetMembers(name).OfType<IMethodSymbol>());
            }
        }

        return contracts.Count == 0 ? null : new JobEntryPoints(contracts.ToImmutable());
    }

    /// <summary>Whether a method implements or overrides one that the host calls.</summary>
    public bool Contains(IMethodSymbol method)
    {
        foreach (var contract in _contracts)
        {
            if (contract.ContainingType.TypeKind == TypeKind.Interface ? Implements(method, contract) : Overrides(method, contract))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Implements(IMethodSymbol method, IMethodSymbol contract) =>
        method.Parameters.Length == contract.Parameters.Length
        && method.ContainingType.AllInterfaces
            .Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, contract.ContainingType))
            .SelectMany(i => i.GetMembers(contract.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    private static bool Overrides(IMethodSymbol method, IMethodSymbol contract)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden, contract))
            {
                return true;
            }
        }

        return false;
    }
}
