using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Tests;

/// <summary>The public surface is written down, so that a change of it is seen in a review and not by a user.</summary>
public sealed class PublicApiTests
{
    private const string Update = "AIINSTRUMENT_UPDATE_PUBLIC_API";

    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeExplicitInterface | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeType,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeMemberKeyword,
        parameterOptions: SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    [Fact]
    public void The_public_surface_is_what_is_written_down()
    {
        var file = Path.Combine(Folder(), "PublicAPI.txt");
        var surface = string.Join('\n', Surface(typeof(AiScope).Assembly.Location)) + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, surface);
        }

        Assert.True(
            surface == File.ReadAllText(file).ReplaceLineEndings("\n"),
            $"The public surface has changed. When that is meant, write it down with {Update}=1 dotnet test tests/AiInstrument.Tests --filter PublicApi, and say so in CHANGELOG.md.");
    }

    private static IEnumerable<string> Surface(string assembly)
    {
        var library = MetadataReference.CreateFromFile(assembly);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !string.Equals(path, assembly, StringComparison.OrdinalIgnoreCase))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("surface", references: [library, .. platform]);
        var symbol = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(library)!;
        return Types(symbol.GlobalNamespace).OrderBy(type => type.ToDisplayString(Format), StringComparer.Ordinal).SelectMany(Lines);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
        .Where(member => member is INamespaceSymbol or INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected })
        .Cast<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static IEnumerable<string> Lines(INamedTypeSymbol type)
    {
        var bases = type.TypeKind is TypeKind.Class or TypeKind.Interface ? type.Interfaces.Select(i => i.ToDisplayString(Format)).Order(StringComparer.Ordinal).ToList() : [];
        if (type.BaseType is { SpecialType: SpecialType.None } parent)
        {
            bases.Insert(0, parent.ToDisplayString(Format));
        }

        yield return type.ToDisplayString(Format) + (bases.Count == 0 ? "" : " : " + string.Join(", ", bases));
        var members = type.GetMembers()
            .Where(member => member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)

            // Accessors are in their property's line.
            .Where(member => member is not (INamedTypeSymbol or IMethodSymbol { AssociatedSymbol: not null }))
            .Select(member => member.ToDisplayString(Format));
        foreach (var member in members.Order(StringComparer.Ordinal))
        {
            yield return "  " + member;
        }
    }

    private static string Folder() =>
        typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RuntimeProject").Value!;
}
