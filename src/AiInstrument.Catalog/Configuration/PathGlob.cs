using System.Text.RegularExpressions;

namespace AiInstrument.Catalog.Configuration;

/// <summary>A path with wildcards: <c>*</c> and <c>?</c> within a name, <c>**</c> over folders. It may begin at any folder.</summary>
internal sealed class PathGlob
{
    private readonly Regex _regex;

    private PathGlob(Regex regex) => _regex = regex;

    /// <summary>Reads a glob; null when it is none.</summary>
    public static PathGlob? Parse(string glob)
    {
        if (glob.IndexOfAny(['[', ']', '{', '}', '!', '<', '>', '|', '"']) >= 0)
        {
            return null;
        }

        var pattern = Regex.Escape(glob.Replace('\\', '/').TrimStart('/'))
            .Replace(@"\*\*/", "(.*/)?")
            .Replace(@"\*\*", ".*")
            .Replace(@"\*", "[^/]*")
            .Replace(@"\?", "[^/]");
        return new PathGlob(new Regex("(^|/)" + pattern + "$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(250)));
    }

    public bool Matches(string path) => _regex.IsMatch(path.Replace('\\', '/'));
}
