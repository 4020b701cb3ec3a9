using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.CodeFixes;

/// <summary>The line break that a text uses.</summary>
internal static class LineBreaks
{
    public static string Of(SourceText text)
    {
        var first = text.Lines[0];
        var lineBreak = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return lineBreak.Length > 0 ? lineBreak : "\n";
    }
}
