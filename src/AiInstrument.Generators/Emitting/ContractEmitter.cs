using System.Globalization;
using AiInstrument.Generators.Parsing;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Names the contract that the generated code is written for: a runtime that has left it behind makes the name an error that says what to update.</summary>
internal static class ContractEmitter
{
    public static SourceText Emit() => SourceWriter.ForFile()
        .Line($"namespace {Code.GeneratedNamespace};")
        .Line()
        .Line(Code.Embedded)
        .Block("internal static class Contract", body =>
            body.Line($"internal const int Number = global::AiInstrument.Registry.AiContract.V{RuntimeContract.Number.ToString(CultureInfo.InvariantCulture)};"))
        .ToSourceText();
}
