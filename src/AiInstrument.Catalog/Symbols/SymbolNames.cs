using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Symbols;

/// <summary>The names that the registry, diagnostics and call-site ids are made of. Changing a format changes every id.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat MemberFormat = TypeFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeExplicitInterface)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    /// <summary><c>Namespace.Type</c>.</summary>
    public static string Type(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(TypeFormat);

    /// <summary><c>Namespace.Type.Method</c>, without parameters: all overloads share it.</summary>
    public static string Method(IMethodSymbol method) => Type(DeclaredMethod.Of(method).ContainingType) + "." + method.Name;

    /// <summary><c>Namespace.Type.Property</c>.</summary>
    public static string Property(IPropertySymbol property) => Type(property.ContainingType) + "." + property.Name;

    /// <summary><c>Namespace.Type.Member(Namespace.ParameterType)</c>; top-level statements are <c>Program</c>.</summary>
    public static string Member(ISymbol member)
    {
        var outermost = member;
        while (outermost.ContainingSymbol is IMethodSymbol or IPropertySymbol or IFieldSymbol)
        {
            outermost = outermost.ContainingSymbol;
        }

        return outermost switch
        {
            IMethodSymbol { Name: "<Main>$" } => "Program",
            IMethodSymbol { AssociatedSymbol: { } property } => property.ToDisplayString(MemberFormat),
            IFieldSymbol { AssociatedSymbol: { } property } => property.ToDisplayString(MemberFormat),
            _ => outermost.ToDisplayString(MemberFormat),
        };
    }
}
