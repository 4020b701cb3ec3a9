using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds secrets in a text and puts marks in their place. The application's runtime and the collector are built with the same source.</summary>
/// <param name="patterns">Patterns besides the built-in types, by name.</param>
/// <param name="members">Members of JSON documents whose values go, with their types; null for none.</param>
internal sealed class TextRedactor(KeyValuePair<string, Regex>[] patterns, Dictionary<string, string>? members = null)
{
    /// <summary>Every type shows one of these, at its first or second place that matters.</summary>
    private static readonly SearchValues<char> s_triggers = SearchValues.Create("0123456789@-_:.ABJK");

    /// <summary>Redacts a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="counts">What <paramref name="count"/> is given.</param>
    /// <param name="count">Told the type of each replacement.</param>
    /// <returns>The redacted text; null when there is nothing to redact.</returns>
    public string? Redact<T>(ReadOnlySpan<char> text, T counts, Action<T, string> count) => Find(text) is { } findings ? Write(text, findings, counts, count) : null;

    /// <summary>What would go, in the order of the text. Null when nothing.</summary>
    public List<Finding>? Find(ReadOnlySpan<char> text)
    {
        var scanned = ScannedText.Of(text);
        try
        {
            List<Finding>? findings = null;
            if (members is not null)
            {
                JsonMembers.Find(text, members, ref findings);
            }

            FindPatterns(scanned, ref findings);
            scanned.Fold();
            FindTypes(scanned, ref findings);
            if (findings is not null)
            {
                if (patterns.Length > 0 || members is not null)
                {
                    // Of two that begin at one place, the longer one.
                    findings.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
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
        foreach (var pattern in patterns)
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

    private static string Write<T>(ReadOnlySpan<char> text, List<Finding> findings, T counts, Action<T, string> count)
    {
        var redacted = new StringBuilder(text.Length);
        var at = 0;
        foreach (var finding in findings)
        {
            // A pattern's match may reach into another: both go, under the first one's name.
            if (finding.Start >= at)
            {
                redacted.Append(text[at..finding.Start]).Append(finding.Quote).Append("[REDACTED:").Append(finding.Type).Append(']').Append(finding.Quote);
                count(counts, finding.Type);
            }

            at = Math.Max(at, finding.End);
        }

        return redacted.Append(text[at..]).ToString();
    }
}
