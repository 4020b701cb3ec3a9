using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Access;

/// <summary>What names, passwords and organizations of accounts must be like.</summary>
public static class AccountRules
{
    /// <summary>The shortest password.</summary>
    public const int ShortestPassword = 12;

    /// <summary>The longest password: hashing must not take as long as a stranger likes.</summary>
    public const int LongestPassword = 256;

    private const int ShortestName = 3;
    private const int LongestName = 254;

    // Names that the audit log gives to others.
    private static readonly string[] Taken = ["admin", "cli"];

    /// <summary>A name as it is stored: in lower case and without space around it.</summary>
    public static string Normalize(string? name) => (name ?? "").Trim().ToLowerInvariant();

    /// <summary>Whether a normalized name may be given to an account: ASCII letters, digits and <c>. _ + - @</c>.</summary>
    public static bool IsName(string name) =>
        name.Length is >= ShortestName and <= LongestName
        && !Taken.Contains(name, StringComparer.Ordinal)
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '+' or '-' or '@');

    /// <summary>Whether a person may choose a password.</summary>
    public static bool IsPassword(string? password, string name) =>
        password is { Length: >= ShortestPassword and <= LongestPassword } && !string.Equals(password, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text can be an organization's id as calls are stored with it: not empty and not so long that it would be cut.</summary>
    public static bool IsOrganization(string organization) => organization.Length is > 0 and <= Clip.MostDimensionChars;
}
