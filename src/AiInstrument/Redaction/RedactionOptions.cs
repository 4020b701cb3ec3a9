using System.Text.RegularExpressions;

namespace AiInstrument.Redaction;

/// <summary>What the built-in redactor takes out besides its own types.</summary>
public sealed class RedactionOptions
{
    private readonly List<KeyValuePair<string, Regex>> _patterns = [];

    internal IReadOnlyList<KeyValuePair<string, Regex>> Patterns => _patterns;

    /// <summary>Adds a pattern of the application's own. Its matches become <c>[REDACTED:name]</c>.</summary>
    /// <param name="name">The type that is shown and counted: lower-case ASCII letters, digits and '_', at most 40 characters.</param>
    /// <param name="pattern">A regular expression without look-arounds and back-references: it runs in time linear in the text.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The name or the pattern cannot be used.</exception>
    /// <exception cref="NotSupportedException">The pattern needs backtracking.</exception>
    public RedactionOptions AddPattern(string name, string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        if (name.Length > 40 || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new ArgumentException("A pattern's name is of lower-case ASCII letters, digits and '_', at most 40 of them.", nameof(name));
        }

        _patterns.Add(new(name, new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout)));
        return this;
    }
}
