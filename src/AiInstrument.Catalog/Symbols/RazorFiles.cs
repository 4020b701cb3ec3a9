using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Symbols;

/// <summary>Tells code that Razor generated from code that a person wrote. Generators do not see each other's output, so such calls cannot be intercepted.</summary>
internal static class RazorFiles
{
    public static bool IsGenerated(SyntaxTree tree) =>
        tree.FilePath.EndsWith("_cshtml.g.cs", StringComparison.OrdinalIgnoreCase)
        || tree.FilePath.EndsWith("_razor.g.cs", StringComparison.OrdinalIgnoreCase);
}
