using System.Text;

namespace AiInstrument.Catalog;

/// <summary>The form of feature ids.</summary>
internal static class FeatureId
{
    /// <summary>The default of <c>aiinstrument.feature_id_pattern</c>: lower-case words joined by dots, dashes or underscores.</summary>
    public const string DefaultPattern = "^[a-z][a-z0-9]*([._-][a-z0-9]+)*$";

    /// <summary>An id from a type's and a member's name: <c>TicketService.SummarizeAsync</c> gives <c>ticket.summarize</c>.</summary>
    public static string Propose(string typeName, string memberName)
    {
        var type = Words(Trim(typeName, "Service", "Controller", "Handler", "Worker", "Job", "Client", "Model", "Manager"));
        var member = Words(Trim(memberName, "Async"));
        return type.Length == 0 ? member : member.Length == 0 ? type : type + "." + member;
    }

    private static string Trim(string name, params string[] suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, System.StringComparison.Ordinal))
            {
                return name.Substring(0, name.Length - suffix.Length);
            }
        }

        return name;
    }

    /// <summary>Pascal case to lower-case words joined by dashes; what is neither letter nor digit is left out.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c > 127 || !char.IsLetterOrDigit(c))
            {
                continue;
            }

            var startsWord = char.IsUpper(c) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && words.Length > 0)
            {
                words.Append('-');
            }

            if (words.Length > 0 || char.IsLetter(c))
            {
                words.Append(char.ToLowerInvariant(c));
            }
        }

        return words.ToString();
    }
}
