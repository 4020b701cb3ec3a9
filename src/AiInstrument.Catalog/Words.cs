using System.Text;

namespace AiInstrument.Catalog;

/// <summary>Turns ids, patterns and type names into each other's form.</summary>
internal static class Words
{
    /// <summary><c>ticket.summarize</c> gives <c>TicketSummarize</c>: what is neither letter nor digit parts words.</summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder(text.Length);
        var startsWord = true;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        return name.ToString();
    }

    /// <summary><c>NightlyDigest</c> gives <c>nightly-digest</c>; an acronym is one word.</summary>
    public static string Kebab(string pascal)
    {
        var name = new StringBuilder(pascal.Length + 4);
        for (var i = 0; i < pascal.Length; i++)
        {
            var c = pascal[i];
            if (c == '_')
            {
                Part(name);
                continue;
            }

            if (char.IsUpper(c) && i > 0 && (!char.IsUpper(pascal[i - 1]) || (i + 1 < pascal.Length && char.IsLower(pascal[i + 1]))))
            {
                Part(name);
            }

            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString().Trim('-');
    }

    private static void Part(StringBuilder name)
    {
        if (name.Length > 0 && name[name.Length - 1] != '-')
        {
            name.Append('-');
        }
    }
}
