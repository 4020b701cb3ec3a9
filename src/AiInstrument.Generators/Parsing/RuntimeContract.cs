using AiInstrument.Catalog.Symbols;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Parsing;

/// <summary>The contract between generated code and the runtime.</summary>
internal static class RuntimeContract
{
    /// <summary>What this generator writes code for. The runtime's <c>AiContract.Version</c> says the same.</summary>
    public const int Number = 1;

    /// <summary>Carries the contract of an assembly's generated code.</summary>
    public const string AttributeName = "AiInstrument.Registry.AiGeneratedFor";

    /// <summary>The first that is of another contract: the runtime, which had none at first (0), or by name an assembly whose code was generated. Null when all agree.</summary>
    public static ContractSpec? FindOther(Compilation compilation)
    {
        var runtime = compilation.FindType("AiInstrument.Registry.AiContract")?.GetMembers("Version").OfType<IFieldSymbol>().FirstOrDefault() is { ConstantValue: int number } ? number : 0;
        return runtime != Number ? new ContractSpec(null, runtime) : Generated(compilation).FirstOrDefault(c => c.Number != Number);
    }

    private static IEnumerable<ContractSpec> Generated(Compilation compilation) =>
        compilation.FindType(AttributeName + "Attribute") is { } attribute
            ? RuntimeReferences.Of(compilation, attribute)
                .OrderBy(a => a.Name, StringComparer.Ordinal)
                .SelectMany(a => a.GetAttributes()
                    .Where(x => SymbolEqualityComparer.Default.Equals(x.AttributeClass, attribute) && x.ConstructorArguments.Length == 1)
                    .Select(x => new ContractSpec(a.Name, x.ConstructorArguments[0].Value as int? ?? 0)))
            : [];
}
