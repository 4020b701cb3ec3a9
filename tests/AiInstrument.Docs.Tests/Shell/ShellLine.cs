using System.Text;

namespace AiInstrument.Docs.Tests.Shell;

/// <summary>A command of a shell, as far as pages and recipes use one: words in quotes, comments, lines that go on, assignments before a command, redirections.</summary>
/// <param name="Variables">What is set for this command alone, or for the shell where there is no command.</param>
/// <param name="Words">The command and its arguments.</param>
internal sealed record ShellLine(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Words)
{
    private const string Operators = "|;&";

    /// <summary>The commands of a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="valueOf">What a variable has; null leaves its name with the dollar.</param>
    public static IEnumerable<ShellLine> Parse(string script, Func<string, string?>? valueOf = null)
    {
        foreach (var line in script.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            foreach (var words in Split(line, valueOf ?? (static _ => null)))
            {
                var set = words.TakeWhile(IsAssignment).ToDictionary(word => word.Split('=', 2)[0], word => word.Split('=', 2)[1], StringComparer.Ordinal);
                yield return new ShellLine(set, WithoutRedirections([.. words.Skip(set.Count)]));
            }
        }
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && word[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(word[0]);

    private static List<string> WithoutRedirections(List<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is ">" or ">>" or "<" or "2>")
            {
                words.RemoveRange(i, Math.Min(2, words.Count - i));
                i--;
            }
        }

        return words;
    }

    private static IEnumerable<List<string>> Split(string line, Func<string, string?> valueOf)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isWord, quote) = (false, '\0');
        for (var i = 0; i <= line.Length; i++)
        {
            var c = i < line.Length ? line[i] : '\n';
            if (quote == '\0' && (char.IsWhiteSpace(c) || Operators.Contains(c, StringComparison.Ordinal) || (c == '#' && !isWord)))
            {
                if (isWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    isWord = false;
                }

                if (words.Count > 0 && (c is '#' or '\n' || Operators.Contains(c, StringComparison.Ordinal)))
                {
                    yield return words;
                    words = [];
                }

                if (c == '#')
                {
                    yield break;
                }
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                (quote, isWord) = (c, true);
            }
            else if (c == '$' && quote != '\'')
            {
                var name = Name(line[(i + 1)..]);
                isWord = true;
                word.Append(name.Length > 0 && valueOf(name.Trim('{', '}')) is { } value ? value : "$" + name);
                i += name.Length;
            }
            else
            {
                isWord = true;
                word.Append(c);
            }
        }
    }

    private static string Name(string rest) =>
        rest.StartsWith('{') && rest.IndexOf('}', StringComparison.Ordinal) is > 0 and var end ? rest[..(end + 1)] : string.Concat(rest.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
}
