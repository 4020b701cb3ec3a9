using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Symbols;

/// <summary>The method as it is declared and can be named in source: an extension method in its static form.</summary>
internal static class DeclaredMethod
{
    public static IMethodSymbol Of(IMethodSymbol method) =>
        (method.ReducedFrom ?? (IsOfBlock(method) ? Implementation(method.OriginalDefinition) : null) ?? method).OriginalDefinition;

    /// <summary>Whether an extension block declares the method. The block has no name: only the static method that stands for it can be called in another file.</summary>
    public static bool IsOfBlock(IMethodSymbol method) => method.ContainingType?.TypeKind == TypeKind.Extension;

    /// <summary>The method of the class around the block that the compiler makes of it; null where several could be it.</summary>
    private static IMethodSymbol? Implementation(IMethodSymbol member)
    {
        var block = member.ContainingType;
        var receivers = member.IsStatic ? 0 : 1;
        var candidates = block.ContainingType.GetMembers(member.Name).OfType<IMethodSymbol>()
            .Where(m => m.IsStatic
                && m.IsExtensionMethod == !member.IsStatic
                && m.TypeParameters.Length == block.TypeParameters.Length + member.TypeParameters.Length
                && m.Parameters.Length == receivers + member.Parameters.Length
                && m.Parameters.Skip(receivers).Select(Signature).SequenceEqual(member.Parameters.Select(Signature)))
            .ToList();

        // In source the two stand at the same place.
        return candidates.Count == 1 ? candidates[0] : candidates.Find(m => !member.Locations.IsEmpty && member.Locations[0].IsInSource && m.Locations.Contains(member.Locations[0]));
    }

    private static (RefKind, string) Signature(IParameterSymbol parameter) => (parameter.RefKind, parameter.Type.ToDisplayString());
}
