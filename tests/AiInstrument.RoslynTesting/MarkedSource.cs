using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.RoslynTesting;

/// <summary>A span that a test expects a diagnostic at.</summary>
/// <param name="Id">The diagnostic's id, or null when the test runs one rule and any of its ids is meant.</param>
/// <param name="Span">The span in the text without markup.</param>
public sealed record ExpectedDiagnostic(string? Id, TextSpan Span);

/// <summary>A source file of a test. <c>[|code|]</c> expects a diagnostic at the code, <c>{|AII0001:code|}</c> expects one with that id; marks nest.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Text">The text without markup.</param>
/// <param name="Expected">What the markup expects, in order of position.</param>
public sealed record MarkedSource(string Path, string Text, ImmutableArray<ExpectedDiagnostic> Expected)
{
    /// <summary>Takes the markup out of a source.</summary>
    public static MarkedSource Parse(string markup, string path)
    {
        var text = new StringBuilder(markup.Length);
        var open = new Stack<(string? Id, int Start, string Close)>();
        var expected = ImmutableArray.CreateBuilder<ExpectedDiagnostic>();
        for (var i = 0; i < markup.Length;)
        {
            if (At("[|"))
            {
                open.Push((null, text.Length, "|]"));
                i += 2;
            }
            else if (At("{|"))
            {
                var colon = markup.IndexOf(':', i);
                open.Push((markup[(i + 2)..colon], text.Length, "|}"));
                i = colon + 1;
            }
            else if (open.Count > 0 && At(open.Peek().Close))
            {
                var (id, start, _) = open.Pop();
                expected.Add(new ExpectedDiagnostic(id, TextSpan.FromBounds(start, text.Length)));
                i += 2;
            }
            else
            {
                text.Append(markup[i++]);
            }

            bool At(string token) => string.CompareOrdinal(markup, i, token, 0, token.Length) == 0;
        }

        if (open.Count > 0)
        {
            throw new RoslynTestException($"The mark at {open.Peek().Start} of {path} is never closed.");
        }

        return new MarkedSource(path, text.ToString(), [.. expected.OrderBy(e => e.Span.Start).ThenBy(e => e.Span.Length)]);
    }
}
