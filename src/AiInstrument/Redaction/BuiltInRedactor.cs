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
    private static readonly SearchValues<char> s_triggers = SearchValues.Create("0123456789@-_:.ABJK");

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
        var scanned = ScannedText.Of(text);
        try
        {
            List<Finding>? findings = null;
            FindPatterns(scanned, ref findings);
            scanned.Fold();
            FindTypes(scanned, ref findings);
            if (findings is not null)
            {
                if (_patterns.Length > 0)
                {
                    findings.Sort(static (a, b) => a.Start.CompareTo(b.Start));
                }

                JsonPlaces.Fit(text, findings);
            }

            return findings;
        }
        finally
        {
            scanned.Dispose();
        }
    }

    private void FindPatterns(in ScannedText scanned, ref List<Finding>? findings)
    {
        foreach (var pattern in _patterns)
        {
            foreach (var match in pattern.Value.EnumerateMatches(scanned.Characters))
            {
                if (match.Length > 0)
                {
                    (findings ??= []).Add(scanned.Place(new(match.Index, match.Index + match.Length, pattern.Key)));
                }
            }
        }
    }

    private static void FindTypes(in ScannedText scanned, ref List<Finding>? findings)
    {
        var text = scanned.Characters;
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
                (findings ??= []).Add(scanned.Place(found));
                floor = found.End;
                next = found.End;
            }

            at = next;
        }
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
            case '.':
                return KeyScanner.TryFindAtDot(text, at, floor, out found);
            case ':':
                return KeyScanner.TryFindAtColon(text, at, floor, out found) || IpAddressScanner.TryFindV6(text, at, floor, out found);
            case 'A':
                return KeyScanner.TryFindAtA(text, at, floor, out found);
            case 'B':
                return KeyScanner.TryFindAtB(text, at, out found);
            case 'J':
                return KeyScanner.TryFindJwt(text, at, floor, out found);
            case 'K':
                return KeyScanner.TryFindAtK(text, at, floor, out found);
            default:
                return TryFindNumber(text, at, floor, out found, out next);
        }
    }

    private static bool TryFindNumber(ReadOnlySpan<char> text, int at, int floor, out Finding found, out int next)
    {
        if (Chars.IsInWord(text, at))
        {
            return IbanScanner.TryFind(text, at, floor, out found, out next) || KeyScanner.TryFindAtDigitInWord(text, at, floor, out found);
        }

        next = at + 1;
        return IpAddressScanner.TryFindV4(text, at, out found)
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
                redacted.Append(text[at..finding.Start]).Append(finding.Quote).Append("[REDACTED:").Append(finding.Type).Append(']').Append(finding.Quote);
                counts.Add(finding.Type);
            }

            at = Math.Max(at, finding.End);
        }

        return redacted.Append(text[at..]).ToString();
    }
}
