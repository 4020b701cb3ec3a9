using System.Buffers;
using System.Text.RegularExpressions;
using AiInstrument.Redaction.Scanning;

namespace AiInstrument.Redaction;

/// <summary>
/// Takes out e-mail addresses, phone, card and US social security numbers, IBANs, API and AWS keys, private keys, JSON web
/// tokens and IP addresses. It is used where the application registers no <see cref="IAiRedactor"/> of its own.
/// </summary>
/// <remarks>
/// Each becomes <c>[REDACTED:type]</c>. It knows shapes, not meanings: names and addresses of people stay. One pass over the
/// text, which stops only at characters that some type needs.
/// </remarks>
public sealed class BuiltInRedactor : IAiRedactor
{
    /// <summary>Every type shows one of these, at its first or second place that matters.</summary>
    private static readonly SearchValues<char> s_triggers = SearchValues.Create("0123456789@-_:AJ");

    private readonly KeyValuePair<string, Regex>[] _patterns;

    /// <summary>Creates the redactor with its own types only.</summary>
    public BuiltInRedactor()
        : this(new RedactionOptions())
    {
    }

    /// <summary>Creates the redactor.</summary>
    /// <param name="options">The application's own patterns. Later additions are not seen.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public BuiltInRedactor(RedactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _patterns = [.. options.Patterns];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="counts"/> is null.</exception>
    public string? Redact(ReadOnlySpan<char> text, AiRedactionCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var findings = Find(text);
        return findings is null ? null : Write(text, findings, counts);
    }

    /// <summary>What would go, in the order of the text. Null when nothing.</summary>
    internal List<Finding>? Find(ReadOnlySpan<char> text)
    {
        List<Finding>? findings = null;
        var floor = 0;
        for (var at = 0; at < text.Length;)
        {
            var trigger = text[at..].IndexOfAny(s_triggers);
            if (trigger < 0)
            {
                break;
            }

            at += trigger;
            if (TryFind(text, at, floor, out var found, out var next))
            {
                (findings ??= []).Add(found);
                floor = found.End;
                next = found.End;
            }

            at = next;
        }

        foreach (var pattern in _patterns)
        {
            foreach (var match in pattern.Value.EnumerateMatches(text))
            {
                if (match.Length > 0)
                {
                    (findings ??= []).Add(new(match.Index, match.Index + match.Length, pattern.Key));
                }
            }
        }

        if (_patterns.Length > 0)
        {
            findings?.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        }

        return findings;
    }

    private static bool TryFind(ReadOnlySpan<char> text, int at, int floor, out Finding found, out int next)
    {
        next = at + 1;
        switch (text[at])
        {
            case '@':
                return EmailScanner.TryFind(text, at, floor, out found);
            case '-':
                return KeyScanner.TryFindAtDash(text, at, floor, out found);
            case '_':
                return KeyScanner.TryFindAtUnderscore(text, at, floor, out found);
            case ':':
                return IpAddressScanner.TryFindV6(text, at, floor, out found);
            case 'A':
                return KeyScanner.TryFindAtA(text, at, out found);
            case 'J':
                return KeyScanner.TryFindAtJ(text, at, floor, out found);
            default:
                return TryFindNumber(text, at, floor, out found, out next);
        }
    }

    private static bool TryFindNumber(ReadOnlySpan<char> text, int at, int floor, out Finding found, out int next)
    {
        if (Chars.IsInWord(text, at))
        {
            return IbanScanner.TryFind(text, at, floor, out found, out next);
        }

        next = at + 1;
        return (IpAddressScanner.TryFindV4(text, at, out found) && !(at > 1 && text[at - 1] is '.' or '-' or '_' && char.IsLetterOrDigit(text[at - 2])))
            || NumberScanner.TryFind(text, at, floor, out found, out next);
    }

    private static string Write(ReadOnlySpan<char> text, List<Finding> findings, AiRedactionCounts counts)
    {
        var redacted = new System.Text.StringBuilder(text.Length);
        var at = 0;
        foreach (var finding in findings)
        {
            // A pattern's match may reach into another: both go, under the first one's name.
            if (finding.Start >= at)
            {
                redacted.Append(text[at..finding.Start]).Append("[REDACTED:").Append(finding.Type).Append(']');
                counts.Add(finding.Type);
            }

            at = Math.Max(at, finding.End);
        }

        return redacted.Append(text[at..]).ToString();
    }
}
