using System.Text;

namespace AiInstrument.Cli.Reports;

/// <summary>Writes Markdown that shows texts as they are: names of code have signs that Markdown reads.</summary>
internal static class MarkdownText
{
    /// <summary>A table.</summary>
    public static StringBuilder Table(this StringBuilder text, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        text.Append("| ").AppendJoin(" | ", columns).Append(" |\n|").Append(string.Concat(Enumerable.Repeat("---|", columns.Count))).Append('\n');
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return text.Append('\n');
    }

    /// <summary>A text in a paragraph or cell.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings(" "))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '@')
            {
                // A backslash keeps a mention a mention: only an entity hides it.
                plain.Append(c switch { '<' => "&lt;", '>' => "&gt;", '@' => "&#64;", _ => "\\" + c });
            }
            else
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }

    /// <summary>A text as code in a paragraph or cell.</summary>
    public static string Code(string text) => "`" + text.ReplaceLineEndings(" ").Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal) + "`";
}
