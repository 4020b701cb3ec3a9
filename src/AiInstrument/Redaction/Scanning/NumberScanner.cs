namespace AiInstrument.Redaction.Scanning;

/// <summary>Tells cards, social security numbers and phone numbers among groups of digits.</summary>
internal static class NumberScanner
{
    private const int MostGroups = 10;

    /// <param name="text">The text.</param>
    /// <param name="digit">Its first digit.</param>
    /// <param name="floor">What lies before was read already.</param>
    /// <param name="found">The number.</param>
    /// <param name="next">Where to read on when there is none.</param>
    public static bool TryFind(ReadOnlySpan<char> text, int digit, int floor, out Finding found, out int next)
    {
        found = default;
        next = Chars.EndOf(text, digit, Chars.AsciiAlphanumeric);
        if (!BeginsNumber(text, digit))
        {
            return false;
        }

        Span<Group> groups = stackalloc Group[MostGroups];
        var count = Read(text, digit, groups);
        if (DateEnd(text, groups[..count]) is var date and > 0)
        {
            next = date;
            return false;
        }

        next = groups[0].End;
        for (var n = count; n > 0; n--)
        {
            if (!Ends(text, groups[n - 1].End))
            {
                continue;
            }

            var type = Classify(text, digit, groups[..n]);
            if (type is not null)
            {
                found = new(StartOf(text, groups[..n], floor), groups[n - 1].End, type);
                return true;
            }
        }

        return false;
    }

    private static string? Classify(ReadOnlySpan<char> text, int digit, ReadOnlySpan<Group> groups)
    {
        Span<char> digits = stackalloc char[24];
        var length = 0;
        foreach (var group in groups)
        {
            var run = text[group.Start..group.End];
            if (length + run.Length > digits.Length)
            {
                return null;
            }

            run.CopyTo(digits[length..]);
            length += run.Length;
        }

        var number = digits[..length];
        return IsCard(text, number, groups) ? RedactionTypes.Card
            : IsSsn(text, digit, number, groups) ? RedactionTypes.Ssn
            : PhoneShape.Matches(text, digit, number, groups) ? RedactionTypes.Phone
            : null;
    }

    private static bool IsCard(ReadOnlySpan<char> text, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups)
    {
        if (!HasIssuer(number) || (groups[0].Start > 0 && text[groups[0].Start - 1] == '+'))
        {
            return false;
        }

        var isGrouped = groups.Length == 1;
        if (groups.Length is 3 or 4 or 5 && groups[0].Length == 4)
        {
            isGrouped = groups.Length == 3 ? groups[1].Length == 6 : groups[1].Length == 4 && groups[2].Length == 4;
            foreach (var group in groups[1..])
            {
                isGrouped &= group.Separator is ' ' or '-' && group.Separator == groups[1].Separator;
            }
        }

        return isGrouped && HasCheckDigit(number);
    }

    private static bool HasIssuer(ReadOnlySpan<char> number)
    {
        if (number.Length is < 13 or > 19)
        {
            return false;
        }

        var four = ((number[0] - '0') * 1000) + ((number[1] - '0') * 100) + ((number[2] - '0') * 10) + number[3] - '0';
        return (number[0], number.Length) switch
        {
            ('4', 13 or 16 or 19) => true,
            ('5', 16) => four is >= 5000 and < 5900,
            ('2', 16) => four is >= 2200 and < 2721,
            ('3', 15) => four / 100 is 34 or 37,
            ('3', 14) => four / 100 is 30 or 36 or 38 or 39,
            ('3', >= 16) => four / 100 == 35,
            ('6', >= 16) => true,
            ('9', 16) => four == 9792,
            _ => false,
        };
    }

    private static bool HasCheckDigit(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            sum += (i & 1) == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    private static bool IsSsn(ReadOnlySpan<char> text, int digit, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups)
    {
        if (number.Length != 9 || number[0] == '9' || number[..3] is "000" or "666" || number[3..5] is "00" || number[5..] is "0000")
        {
            return false;
        }

        return groups.Length switch
        {
            3 => groups[0].Length == 3 && groups[1].Length == 2 && groups[1].Separator == groups[2].Separator
                && (groups[1].Separator == '-' || (groups[1].Separator == ' ' && NumberContext.NamesSocialSecurity(text, digit)))
                && !NumberContext.NamesIdentifier(text, digit),
            1 => NumberContext.NamesSocialSecurity(text, digit),
            _ => false,
        };
    }

    /// <summary>A digit inside a word, an identifier or a longer number begins nothing.</summary>
    private static bool BeginsNumber(ReadOnlySpan<char> text, int digit)
    {
        if (digit == 0)
        {
            return true;
        }

        var before = text[digit - 1];
        return !char.IsLetterOrDigit(before)
            && before is not ('_' or '$' or '€' or '£' or '₺')
            && !(before is '-' or '.' or '/' or ',' or ':' && digit > 1 && char.IsLetterOrDigit(text[digit - 2]) && !(before == ':' && char.IsLetter(text[digit - 2])));
    }

    private static bool Ends(ReadOnlySpan<char> text, int end)
    {
        if (end == text.Length)
        {
            return true;
        }

        var after = text[end];
        return !char.IsLetterOrDigit(after) && after is not ('_' or '@' or '%' or '€')
            && !(after is '-' or '.' or '/' or ',' or ':' && Chars.IsLetterOrDigitAt(text, end + 1) && !(after is '.' or ',' && char.IsLetter(text[end + 1])));
    }

    private static int Read(ReadOnlySpan<char> text, int digit, Span<Group> groups)
    {
        var count = 0;
        var separator = '\0';
        for (var at = digit; count < groups.Length;)
        {
            var end = at;
            while (Chars.IsDigitAt(text, end))
            {
                end++;
            }

            groups[count++] = new(at, end, separator);
            at = end;
            if (at < text.Length && text[at] == ')')
            {
                at++;
            }

            var closed = at > end;
            if (at < text.Length && text[at] is ' ' or '-' or '.' or '/' or '\u00A0' or '\u2011')
            {
                separator = text[at] is '\u00A0' ? ' ' : text[at] is '\u2011' ? '-' : text[at];
                at++;
            }
            else if (closed)
            {
                separator = ')';
            }

            if (at < text.Length && text[at] == '(' && at > end)
            {
                at++;
            }

            if (at == end || !Chars.IsDigitAt(text, at))
            {
                break;
            }
        }

        return count;
    }

    private static int DateEnd(ReadOnlySpan<char> text, ReadOnlySpan<Group> groups)
    {
        if (groups.Length < 3 || groups[1].Separator != groups[2].Separator || groups[1].Separator == ' ' || groups[1].Length > 2)
        {
            return 0;
        }

        var isDate = (groups[0].Length == 4 && groups[2].Length is 1 or 2 && text[groups[0].Start] is '1' or '2')
            || (groups[0].Length is 1 or 2 && groups[2].Length == 4 && text[groups[2].Start] is '1' or '2')
            || (groups[0].Length is 1 or 2 && groups[2].Length == 2 && groups.Length == 3);
        return isDate && (groups.Length == 3 || groups[3].Separator == ' ') ? groups[2].End : 0;
    }

    /// <summary>A plus belongs to the number, a parenthesis when it closes inside of it.</summary>
    private static int StartOf(ReadOnlySpan<char> text, ReadOnlySpan<Group> groups, int floor)
    {
        var first = groups[0];
        var start = first.Start;
        if (start > floor && text[start - 1] == '+')
        {
            start--;
        }

        return start > floor && groups.Length > 1 && text[start - 1] == '(' && text[first.End] == ')' ? start - 1 : start;
    }
}
