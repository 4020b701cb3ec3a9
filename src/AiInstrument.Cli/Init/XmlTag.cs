namespace AiInstrument.Cli.Init;

/// <summary>A tag of an XML text with its place, so that the text around it can stay as it is.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Start">Where its bracket opens.</param>
/// <param name="End">Behind its closing bracket.</param>
/// <param name="Depth">How many elements are open around it.</param>
/// <param name="IsEnd">It ends an element.</param>
/// <param name="IsEmpty">It is an element without content.</param>
internal sealed record XmlTag(string Name, int Start, int End, int Depth, bool IsEnd, bool IsEmpty)
{
    /// <summary>The tags of a well-formed text, in order.</summary>
    public static List<XmlTag> All(string text)
    {
        var tags = new List<XmlTag>();
        var depth = 0;
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at))
        {
            if (Skipped(text, at) is { } behind)
            {
                at = behind;
                continue;
            }

            var end = EndOf(text, at);
            var isEnd = text[at + 1] == '/';
            var isEmpty = text[end - 2] == '/';
            var name = at + (isEnd ? 2 : 1);
            var nameEnd = name;
            while (!char.IsWhiteSpace(text[nameEnd]) && text[nameEnd] is not '>' and not '/')
            {
                nameEnd++;
            }

            depth -= isEnd ? 1 : 0;
            tags.Add(new XmlTag(text[name..nameEnd], at, end, depth, isEnd, isEmpty));
            depth += isEnd || isEmpty ? 0 : 1;
            at = end;
        }

        return tags;
    }

    /// <summary>An attribute's value as written; null when there is none.</summary>
    public string? Attribute(string text, string attribute)
    {
        for (var at = Start + 1 + Name.Length; at < End; at++)
        {
            if (text[at] is '"' or '\'')
            {
                var close = text.IndexOf(text[at], at + 1);
                var name = text[Start..at].TrimEnd(' ', '\t', '\r', '\n', '=');
                if (name[(name.LastIndexOfAny([' ', '\t', '\r', '\n', '"', '\'']) + 1)..] == attribute)
                {
                    return text[(at + 1)..close];
                }

                at = close;
            }
        }

        return null;
    }

    // Behind a comment, a character section, a declaration or an instruction, in which brackets mean nothing.
    private static int? Skipped(string text, int at)
    {
        foreach (var (open, close) in ((string, string)[])[("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")])
        {
            if (string.CompareOrdinal(text, at, open, 0, open.Length) == 0)
            {
                return text.IndexOf(close, at + open.Length, StringComparison.Ordinal) + close.Length;
            }
        }

        return null;
    }

    private static int EndOf(string text, int at)
    {
        for (; text[at] != '>'; at++)
        {
            if (text[at] is '"' or '\'')
            {
                at = text.IndexOf(text[at], at + 1);
            }
        }

        return at + 1;
    }
}
