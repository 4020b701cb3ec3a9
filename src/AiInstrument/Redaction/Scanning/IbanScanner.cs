namespace AiInstrument.Redaction.Scanning;

/// <summary>Finds IBANs at their first check digit: the country says how long they are, the remainder by 97 whether they are one.</summary>
internal static class IbanScanner
{
    /// <summary>Country and length, of the registry that SWIFT keeps for ISO 13616.</summary>
    private const string Lengths =
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28"
        + "IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33"
        + "SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    public static bool TryFind(ReadOnlySpan<char> text, int digit, int floor, out Finding found, out int next)
    {
        found = default;
        next = digit + 1;
        var start = digit - 2;
        if (start < floor || !char.IsAsciiLetter(text[start]) || !char.IsAsciiLetter(text[start + 1]) || !Chars.IsDigitAt(text, digit + 1) || Chars.IsInWord(text, start))
        {
            return false;
        }

        var length = LengthOf(char.ToUpperInvariant(text[start]), char.ToUpperInvariant(text[start + 1]));
        if (length == 0)
        {
            return false;
        }

        Span<char> compact = stackalloc char[length];
        var count = 0;
        var at = start;
        for (; count < length && at < text.Length; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                compact[count++] = char.ToUpperInvariant(text[at]);
            }
            else if (count % 4 != 0 || !(text[at] is ' ' or '-' || (text[at] == '+' && Chars.IsInQuery(text, start))))
            {
                return false;
            }
        }

        if (count < length || Chars.IsWordAt(text, at))
        {
            return false;
        }

        if (Remainder(compact) != 1)
        {
            // What only looks like one, in capitals, is no phone number either.
            next = char.IsAsciiLetterUpper(text[start]) ? at : next;
            return false;
        }

        found = new(start, at, RedactionTypes.Iban);
        return true;
    }

    private static int LengthOf(char first, char second)
    {
        for (var i = 0; i < Lengths.Length; i += 4)
        {
            if (Lengths[i] == first && Lengths[i + 1] == second)
            {
                return ((Lengths[i + 2] - '0') * 10) + Lengths[i + 3] - '0';
            }
        }

        return 0;
    }

    private static int Remainder(ReadOnlySpan<char> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + c - '0') % 97 : ((remainder * 100) + c - 'A' + 10) % 97;
        }

        return remainder;
    }
}
