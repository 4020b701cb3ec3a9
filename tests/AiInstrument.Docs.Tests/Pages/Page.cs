using System.Text.RegularExpressions;

namespace AiInstrument.Docs.Tests.Pages;

/// <summary>A page: its prose, its blocks of code, its links and the places that links can name.</summary>
/// <param name="Path">The path in the repository.</param>
/// <param name="Prose">The text with its blocks of code left empty.</param>
/// <param name="Blocks">The blocks of code.</param>
internal sealed partial record Page(string Path, string Prose, IReadOnlyList<CodeBlock> Blocks)
{
    /// <summary>What links name, with the line that each is on.</summary>
    public IEnumerable<(string Target, int Line)> Links => Prose.Split('\n').SelectMany((line, i) => Link().Matches(InlineCode().Replace(line, "")).Select(m => (m.Groups["target"].Value, i + 1)));

    /// <summary>What code in the prose says, without its ticks.</summary>
    public IEnumerable<string> InlineTexts => InlineCode().Matches(Prose).Select(m => m.Value.Trim('`').Trim());

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    public IReadOnlyList<string> Anchors
    {
        get
        {
            var anchors = new List<string>();
            foreach (var heading in Heading().Matches(Prose).Select(m => m.Groups["text"].Value))
            {
                var anchor = NotInAnchor().Replace(MarkedUp().Replace(heading, "${text}").Trim().ToLowerInvariant(), "").Replace(' ', '-');
                var before = anchors.Count(a => a == anchor || (a.StartsWith(anchor + "-", StringComparison.Ordinal) && int.TryParse(a.AsSpan(anchor.Length + 1), out _)));
                anchors.Add(before == 0 ? anchor : FormattableString.Invariant($"{anchor}-{before}"));
            }

            return anchors;
        }
    }

    /// <summary>Reads a page.</summary>
    public static Page Read(string path, string text)
    {
        var prose = new List<string>();
        var blocks = new List<CodeBlock>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                prose.Add(lines[i]);
                continue;
            }

            var start = i;
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            var fence = lines[i].TrimStart().TrimEnd();
            var ticks = fence[..^fence.TrimStart('`').Length];
            var end = Array.FindIndex(lines, i + 1, line => line.Trim() == ticks);
            if (end < 0)
            {
                throw new InvalidDataException($"{path}:{start + 1}: the block of code has no end.");
            }

            var code = string.Concat(lines[(start + 1)..end].Select(line => line[Math.Min(indent, line.Length - line.TrimStart().Length)..] + "\n"));
            var notes = Comment().Match(lines[..start].LastOrDefault(line => line.Length > 0) ?? "").Groups["notes"].Captures.Select(c => c.Value.Split(": ")).ToDictionary(n => n[0], n => n[1], StringComparer.Ordinal);
            blocks.Add(new CodeBlock(path, start + 1, fence.TrimStart('`').Trim(), notes, code));
            prose.AddRange(Enumerable.Repeat("", end - start + 1));
            i = end;
        }

        return new Page(path, string.Join('\n', prose), blocks);
    }

    [GeneratedRegex(@"!?\[[^\]]*\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("``.+?``|`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex MarkedUp();

    [GeneratedRegex(@"[^\p{L}\p{Nd}_ -]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^\s*<!-- (?<notes>[a-z]+: [\w-]+)(?:; (?<notes>[a-z]+: [\w-]+))* -->$", RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();
}
