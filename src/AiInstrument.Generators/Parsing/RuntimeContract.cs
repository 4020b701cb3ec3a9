using AiInstrument.Catalog;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Parsing;

/// <summary>The contract between generated code and the runtime.</summary>
internal static class RuntimeContract
{
    /// <summary>What this generator writes code for. The runtime's <c>AiContract.Version</c> says the same.</summary>
    public const int Number = 1;

    /// <summary>The referenced runtime's contract; 0 when it is of a version before there were any.</summary>
    public static int Of(Compilation compilation) =>
        compilation.FindType("AiInstrument.Registry.AiContract")?.GetMembers("Version").OfType<IFieldSymbol>().FirstOrDefault() is { ConstantValue: int number } ? number : 0;
}
