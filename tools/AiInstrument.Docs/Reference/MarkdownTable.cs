using System.Text;

namespace AiInstrument.Docs.Reference;

/// <summary>A table in Markdown.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes it, each line with its end.</summary>
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        Line(columns.Select(column => $" {column} "));
        Line(columns.Select(_ => "---"));
        foreach (var row in rows)
        {
            Line(row.Select(cell => $" {cell.Replace("|", "\\|", StringComparison.Ordinal)} "));
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append('|').AppendJoin('|', cells).Append("|\n");
    }

    /// <summary>A text as code; nothing for nothing.</summary>
    public static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";
}
