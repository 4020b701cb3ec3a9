using System.Globalization;
using AiInstrument.Generators.Parsing;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Generators.Emitting;

/// <summary>Says which contract the generated code is written for: who references the assembly compares it.</summary>
internal static class ContractEmitter
{
    public static SourceText Emit() => SourceWriter.ForFile()
        .Line($"[assembly: {RuntimeContract.AttributeName}({RuntimeContract.Number.ToString(CultureInfo.InvariantCulture)})]")
        .ToSourceText();
}
