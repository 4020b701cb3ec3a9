using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Adapters;

/// <summary>One adapter, and what it needs of the user's references to compile.</summary>
/// <param name="Resource">The name of the file.</param>
/// <param name="Types">Metadata names of types that must be there.</param>
/// <param name="Members">Members that only some versions of the SDK have. A symbol that stands for several needs them all.</param>
internal sealed record AdapterFile(string Resource, string[] Types, params VersionedMember[] Members)
{
    /// <summary>
    /// Types with the public members that must be there, as <c>Namespace.Type: Member, Member</c>. An SDK whose package cannot be
    /// restored here is read under the names that its documentation gives: where a version lacks one of them, its adapter is left
    /// out and its calls are counted without their usage, for an adapter that does not compile would break the user's build.
    /// </summary>
    public string[] Needs { get; init; } = [];

    /// <summary>Whether the adapter compiles in a compilation.</summary>
    public bool Fits(Compilation compilation) =>
        // Null where two assemblies declare the type: source that names it would be ambiguous, so it has no adapter.
        Types.All(t => compilation.GetTypeByMetadataName(t) is not null)
        && Needs.All(need => Split(need) is var (type, members)
            && compilation.GetTypeByMetadataName(type) is { } symbol
            && members.All(m => HasMember(symbol, m)));

    /// <summary>The preprocessor symbols for the members that are there.</summary>
    public IEnumerable<string> SymbolsFor(Compilation compilation) =>
        Members.GroupBy(m => m.Symbol)
            .Where(symbol => symbol.All(m => compilation.GetTypeByMetadataName(m.Type) is { } type && HasMember(type, m.Name)))
            .Select(symbol => symbol.Key);

    /// <summary>A type and its members, as a line of <see cref="Needs"/> says them.</summary>
    public static (string Type, string[] Members) Split(string need)
    {
        var colon = need.IndexOf(':');
        return (need.Substring(0, colon), [.. need.Substring(colon + 1).Split(',').Select(m => m.Trim())]);
    }

    private static bool HasMember(INamedTypeSymbol type, string name)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.GetMembers(name).Any(IsPublic))
            {
                return true;
            }
        }

        return type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => i.GetMembers(name).Any(IsPublic));
    }

    private static bool IsPublic(ISymbol member) => member.DeclaredAccessibility == Accessibility.Public;
}
