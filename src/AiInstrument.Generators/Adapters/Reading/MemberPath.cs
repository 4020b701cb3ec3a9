using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Adapters.Reading;

/// <summary>A path that exists in the referenced version of an SDK, as an expression that is null where an object on the way is.</summary>
/// <param name="Loops">Collections to go through, outermost first, each with the name of its element.</param>
/// <param name="Expression">The value.</param>
/// <param name="Type">Its declared type.</param>
internal sealed record MemberPath(IReadOnlyList<(string Collection, string Element)> Loops, string Expression, ITypeSymbol Type)
{
    /// <summary>The first alternative that exists, or null.</summary>
    /// <param name="type">The type of the value that paths start from.</param>
    /// <param name="value">The value, which is not null.</param>
    /// <param name="alternatives">Paths with <c>|</c> between them.</param>
    /// <param name="accepts">Whether a type can be the end of the path.</param>
    public static MemberPath? Resolve(ITypeSymbol type, string value, string? alternatives, Func<ITypeSymbol, bool>? accepts = null) =>
        alternatives?.Split('|').Select(path => Resolve(type, value, path)).FirstOrDefault(p => p is not null && accepts?.Invoke(p.Type) != false);

    private static MemberPath? Resolve(ITypeSymbol type, string value, string path)
    {
        var loops = new List<(string, string)>();
        var expression = value;
        var isStart = true;
        foreach (var part in path.Length == 0 ? [] : path.Split('.'))
        {
            var name = part.Replace("[]", "");
            if (name.Length > 0)
            {
                if (Member(Underlying(type), name) is not { } member)
                {
                    return null;
                }

                expression += (!isStart && CanBeNull(type) ? "?." : ".") + name;
                type = member;
                isStart = false;
            }

            for (var depth = (part.Length - name.Length) / 2; depth > 0; depth--)
            {
                if (ElementOf(type) is not { } element)
                {
                    return null;
                }

                var item = value + "Item" + (loops.Count + 1);
                loops.Add((expression, item));
                expression = item;
                type = element;
                isStart = false;
            }
        }

        return new MemberPath(loops, expression, type);
    }

    public static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool CanBeNull(ITypeSymbol type) =>
        type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>The type of a public property or field. What is obsolete to the point of an error cannot be named.</summary>
    private static ITypeSymbol? Member(ITypeSymbol type, string name)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var member in t.GetMembers(name))
            {
                if (!member.IsStatic && member.DeclaredAccessibility == Accessibility.Public && !IsForbidden(member))
                {
                    switch (member)
                    {
                        case IPropertySymbol { Parameters.Length: 0, GetMethod.DeclaredAccessibility: Accessibility.Public } property:
                            return property.Type;
                        case IFieldSymbol field:
                            return field.Type;
                    }
                }
            }
        }

        return type.TypeKind == TypeKind.Interface ? type.Interfaces.Select(i => Member(i, name)).FirstOrDefault(t => t is not null) : null;
    }

    private static bool IsForbidden(ISymbol member) =>
        member.GetAttributes().Any(a => a is { AttributeClass.Name: "ObsoleteAttribute", ConstructorArguments: { Length: 2 } arguments } && arguments[1].Value is true);

    /// <summary>What a collection holds; null for what is none, text included.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType;
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return null;
        }

        return type.AllInterfaces.Prepend(type).OfType<INamedTypeSymbol>()
            .FirstOrDefault(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0];
    }
}
