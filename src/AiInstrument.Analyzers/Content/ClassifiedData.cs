using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Content;

/// <summary>Data that an attribute classifies: one that derives from <c>DataClassificationAttribute</c>, or ASP.NET Core Identity's <c>[PersonalData]</c>.</summary>
internal sealed class ClassifiedData
{
    private static readonly string[] AttributeNames =
    [
        "Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute",
        "Microsoft.AspNetCore.Identity.PersonalDataAttribute",
    ];

    private readonly HashSet<ITypeSymbol> _attributes;

    private ClassifiedData(HashSet<ITypeSymbol> attributes) => _attributes = attributes;

    /// <summary>Binds to a compilation. Null when it knows none of the attributes.</summary>
    public static ClassifiedData? For(Compilation compilation)
    {
        var attributes = new HashSet<ITypeSymbol>(AttributeNames.Select(compilation.FindType).OfType<INamedTypeSymbol>(), SymbolEqualityComparer.Default);
        return attributes.Count == 0 ? null : new ClassifiedData(attributes);
    }

    /// <summary>The name of the attribute that classifies what an operation reads; null when none does.</summary>
    public string? Classification(IOperation operation) => operation switch
    {
        IParameterReferenceOperation { Parameter: var parameter } => Of(parameter) ?? Of(parameter.Type),
        IPropertyReferenceOperation { Property: var property } => Of(property) ?? Of(property.Type),
        IFieldReferenceOperation { Field: var field } => Of(field) ?? Of(field.Type),
        IInvocationOperation { TargetMethod: var method } => Of(method) ?? NameIn(method.GetReturnTypeAttributes()),
        ILocalReferenceOperation { Local.Type: var type } => Of(type),
        _ => null,
    };

    /// <summary>The name of the attribute that classifies a type's member; for values that are written with all their members.</summary>
    public string? ClassificationOfMembers(ITypeSymbol type)
    {
        for (var t = type; t is { SpecialType: SpecialType.None }; t = t.BaseType)
        {
            foreach (var member in t.GetMembers())
            {
                if (member is IPropertySymbol && Of(member) is { } name)
                {
                    return name;
                }
            }
        }

        return null;
    }

    private string? Of(ISymbol symbol) => NameIn(symbol.GetAttributes()) ?? symbol switch
    {
        IPropertySymbol { OverriddenProperty: { } overridden } => Of(overridden),

        // record Customer([PersonalData] string Name): the attribute stays with the parameter.
        IPropertySymbol { ContainingType: { IsRecord: true } record } property => record.InstanceConstructors
            .SelectMany(c => c.Parameters)
            .Where(p => p.Name == property.Name)
            .Select(p => NameIn(p.GetAttributes()))
            .FirstOrDefault(name => name is not null),
        _ => null,
    };

    private string? NameIn(IEnumerable<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
            {
                if (_attributes.Contains(type) && attribute.AttributeClass!.Name is not "NoDataClassificationAttribute" and var name)
                {
                    return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
                }
            }
        }

        return null;
    }
}
