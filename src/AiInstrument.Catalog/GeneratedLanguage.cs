using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Catalog;

/// <summary>Which versions of C# generated code compiles in. Interceptors themselves need a compiler, not a version.</summary>
internal static class GeneratedLanguage
{
    /// <summary>Below, nullable annotations are errors.</summary>
    public static bool Holds(LanguageVersion language) => language >= LanguageVersion.CSharp8;

    /// <summary>Whether an interceptor can repeat what a method's signature says.</summary>
    public static bool Holds(LanguageVersion language, IMethodSymbol method) =>
        Holds(language)
        && (language >= LanguageVersion.CSharp11 || !method.Parameters.Any(IsScoped))
        && (language >= LanguageVersion.CSharp12 || !method.Parameters.Any(p => p.RefKind == RefKind.RefReadOnlyParameter))
        && (language >= LanguageVersion.CSharp13 || !TypeParameters(method).Any(p => p.AllowsRefLikeType));

    /// <summary>Whether a parameter is <c>scoped</c> in so many words. What comes out is so without them.</summary>
    public static bool IsScoped(IParameterSymbol parameter) => parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out;

    private static IEnumerable<ITypeParameterSymbol> TypeParameters(IMethodSymbol method)
    {
        var parameters = method.TypeParameters.AsEnumerable();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            parameters = parameters.Concat(type.TypeParameters);
        }

        return parameters;
    }
}
