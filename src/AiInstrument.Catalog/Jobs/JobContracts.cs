using System.Collections.Immutable;
using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Jobs;

/// <summary>The methods that a host, a scheduler or a message bus calls because a type implements or overrides them.</summary>
internal sealed class JobContracts
{
    private static readonly (string Type, string Method, bool IsMessage)[] Known =
    [
        ("Microsoft.Extensions.Hosting.IHostedService", "StartAsync", false),
        ("Microsoft.Extensions.Hosting.BackgroundService", "ExecuteAsync", false),
        ("Quartz.IJob", "Execute", false),
        ("MassTransit.IConsumer`1", "Consume", true),
    ];

    private readonly ImmutableArray<(IMethodSymbol Method, bool IsMessage)> _contracts;

    public JobContracts(Compilation compilation)
    {
        var contracts = ImmutableArray.CreateBuilder<(IMethodSymbol, bool)>();
        foreach (var (typeName, name, isMessage) in Known)
        {
            if (compilation.FindType(typeName) is { } type)
            {
                contracts.AddRange(type.GetMembers(name).OfType<IMethodSymbol>().Select(m => (m, isMessage)));
            }
        }

        _contracts = contracts.ToImmutable();
    }

    /// <summary>The job that a method is, when it implements or overrides one that the host calls.</summary>
    public JobName? Of(IMethodSymbol method)
    {
        foreach (var (contract, isMessage) in _contracts)
        {
            // An explicit implementation is named for its interface too.
            if (method.Name.EndsWith(contract.Name, StringComparison.Ordinal)
                && (IsInterface(contract) ? Implements(method, contract) : Overrides(method, contract)))
            {
                return JobName.OfType(method.ContainingType.Name, isMessage);
            }
        }

        return null;
    }

    /// <summary>The job that a class is: the host makes one and calls it.</summary>
    public JobName? Of(INamedTypeSymbol type)
    {
        if (type.IsAbstract)
        {
            return null;
        }

        foreach (var (contract, isMessage) in _contracts)
        {
            if (IsInterface(contract) && type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, contract.ContainingType)))
            {
                return JobName.OfType(type.Name, isMessage);
            }
        }

        return null;
    }

    /// <summary>Whether a method implements a member of an interface.</summary>
    public static bool Implements(IMethodSymbol method, IMethodSymbol contract) =>
        method.Parameters.Length == contract.Parameters.Length
        && method.ContainingType?.AllInterfaces
            .Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, contract.ContainingType.OriginalDefinition))
            .SelectMany(i => i.GetMembers(contract.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)) == true;

    private static bool IsInterface(IMethodSymbol contract) => contract.ContainingType.TypeKind == TypeKind.Interface;

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
