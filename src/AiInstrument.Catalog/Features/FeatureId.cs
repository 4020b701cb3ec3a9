using System.Globalization;
using System.Text;

namespace AiInstrument.Catalog.Features;

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
        var id = type.Length == 0 ? member : member.Length == 0 ? type : type + "." + member;
        return id.Length == 0 ? "feature" : id;
    }

    /// <summary>The nearest id in the default form: <c>Ticket.SummarizeText</c> gives <c>ticket.summarize-text</c>.</summary>
    public static string Normalize(string id) =>
        string.Join(".", id.Split('.').Select(Words).Where(words => words.Length > 0));

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

    /// <summary>Pascal case to lower-case words joined by dashes. Letters lose their accents; what then is neither letter nor digit parts words.</summary>
    private static string Words(string text)
    {
        var name = WithoutAccents(text);
        var words = new StringBuilder(name.Length + 4);
        var parted = false;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c > 127 || !char.IsLetterOrDigit(c))
            {
                parted = true;
                continue;
            }

            var startsWord = parted || (char.IsUpper(c) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
            if (startsWord && words.Length > 0)
            {
                words.Append('-');
            }

            if (words.Length > 0 || char.IsLetter(c))
            {
                words.Append(char.ToLowerInvariant(c));
                parted = false;
            }
        }

        return words.ToString();
    }

    private static string WithoutAccents(string text)
    {
        var letters = text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);

        // The dotless i has no decomposition.
        return new string([.. letters]).Replace('\u0131', 'i');
    }
}
