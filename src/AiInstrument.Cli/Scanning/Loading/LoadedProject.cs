using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>A project as the compiler sees it.</summary>
/// <param name="Compilation">With what generators wrote.</param>
/// <param name="Written">The files that are not generated.</param>
/// <param name="Configuration">Its configuration.</param>
/// <param name="AdditionalFiles">What rules may read besides.</param>
/// <param name="HasGenerator">Whether its build runs the generator of AiInstrument.</param>
internal sealed record LoadedProject(
    CSharpCompilation Compilation,
    IReadOnlyList<SyntaxTree> Written,
    ProjectConfiguration Configuration,
    IReadOnlyList<AdditionalText> AdditionalFiles,
    bool HasGenerator);
