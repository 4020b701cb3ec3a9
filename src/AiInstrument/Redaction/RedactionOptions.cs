using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AiInstrument.Redaction;

/// <summary>What the built-in redactor takes out besides its own types.</summary>
public sealed class RedactionOptions
{
    private readonly List<KeyValuePair<string, Regex>> _patterns = [];

    internal IReadOnlyList<KeyValuePair<string, Regex>> Patterns => _patterns;

    /// <summary>Members of JSON documents whose values go, and what they are classified as.</summary>
    internal Dictionary<string, string> Members { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Takes classified data out by its name: where a tool's arguments or results, or a message that is JSON, have a member named as a classified one of the type, its value becomes
    /// <c>[REDACTED:classification]</c>. Classified are properties, fields and the parameters of methods whose attribute derives from
    /// <c>DataClassificationAttribute</c> (Microsoft.Extensions.Compliance) or <c>PersonalDataAttribute</c> (ASP.NET Core Identity).
    /// </summary>
    /// <typeparam name="T">What is serialized into prompts, or the class whose methods are tools.</typeparam>
    /// <returns>These options.</returns>
    /// <exception cref="InvalidOperationException">No public member of the type is classified.</exception>
    public RedactionOptions AddClassified<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicMethods)] T>()
    {
        var any = false;
        foreach (var (name, classification) in ClassifiedMembers.Of(typeof(T)))
        {
            any = true;
            Members[name] = classification;
        }

        return any ? this : throw new InvalidOperationException($"{typeof(T)} has no public property, field or parameter with a data classification.");
    }

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

        _patterns.Add(new(name, Linear(name, pattern)));
        return this;
    }

    private static Regex Linear(string name, string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException($"The pattern '{name}' is no regular expression: {e.Message}", nameof(pattern), e);
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException($"The pattern '{name}' cannot run in linear time: it has look-arounds, back-references or atomic groups. {e.Message}", e);
        }
    }
}
