namespace AiInstrument.Redaction.Scanning;

/// <summary>Tells cards, social security numbers and phone numbers among groups of digits.</summary>
internal static class NumberScanner
{
    private const int MostGroups = 10;
    private const int MostDigits = 24;
    private const int LongestGap = 3;

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
            if (!Ends(text, groups[n - 1]))
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

        // Fours, as cards and shipments have them, hide no phone number.
        if (count > 2 && groups[0].Length == 4 && groups[1].Length == 4 && groups[2].Length == 4)
        {
            next = groups[count - 1].End;
        }

        return false;
    }

    private static string? Classify(ReadOnlySpan<char> text, int digit, ReadOnlySpan<Group> groups)
    {
        Span<char> digits = stackalloc char[MostDigits];
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
        return CardShape.Matches(text, number, groups) ? RedactionTypes.Card
            : IsSsn(text, digit, number, groups) ? RedactionTypes.Ssn
            : PhoneShape.Matches(text, digit, number, groups) ? RedactionTypes.Phone
            : null;
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
                && (groups[1].Separator == '-' || (groups[1].Separator is ' ' or '+' && NumberContext.NamesSocialSecurity(text, digit)))
                && (NumberContext.NamesSocialSecurity(text, digit) || !NumberContext.NamesIdentifier(text, digit)),
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
        if (Chars.IsWord(before) || before is '_' or '$' or '€' or '£' or '₺')
        {
            return false;
        }

        if (digit == 1 || before is not ('-' or '.' or '/' or ',' or ':') || !Chars.IsWord(text[digit - 2]))
        {
            return true;
        }

        // Behind a name, a colon or slash begins a value; between digits, only cells of a table are apart.
        return char.IsAsciiDigit(text[digit - 2]) ? before == ',' && !IsThousands(text, digit) : before is ':' or '/' or ',';
    }

    private static bool Ends(ReadOnlySpan<char> text, in Group last)
    {
        var end = last.End;
        if (end == text.Length)
        {
            return true;
        }

        var after = text[end];
        if (Chars.IsWord(after) || after is '_' or '@' or '%' or '€')
        {
            return false;
        }

        return after is not ('-' or '.' or '/' or ',' or ':') || !Chars.IsWordAt(text, end + 1)
            || (after is '.' or ',' && !char.IsAsciiDigit(text[end + 1]))
            || (after == ',' && last.Length > 3 && !IsThousands(text, end + 1));
    }

    /// <summary>Three digits behind a comma, and no fourth.</summary>
    private static bool IsThousands(ReadOnlySpan<char> text, int at) =>
        Chars.IsDigitAt(text, at) && Chars.IsDigitAt(text, at + 1) && Chars.IsDigitAt(text, at + 2) && !Chars.IsDigitAt(text, at + 3);

    private static int Read(ReadOnlySpan<char> text, int digit, Span<Group> groups)
    {
        var count = 0;
        var separator = '\0';
        var isQuery = default(bool?);
        for (var at = digit; count < groups.Length;)
        {
            var end = at;
            while (Chars.IsDigitAt(text, end) && end - at <= MostDigits)
            {
                end++;
            }

            groups[count++] = new(at, end, separator);
            at = end;
            var brackets = false;
            while (at < text.Length && at - end < LongestGap && (IsSeparator(text[at]) || (text[at] == '+' && (isQuery ??= Chars.IsInQuery(text, digit)))))
            {
                brackets |= text[at] is '(' or ')';
                at++;
            }

            if (at == end || !Chars.IsDigitAt(text, at))
            {
                break;
            }

            var gap = text[end..at];
            separator = brackets ? ')' : gap.Length == 1 ? gap[0] : gap.Length == 3 && gap[0] == ' ' && gap[2] == ' ' && gap[1] != ' ' ? Group.Spaced : '\0';
            if (separator == '\0')
            {
                break;
            }
        }

        return count;
    }

    private static bool IsSeparator(char c) => c is ' ' or '-' or '.' or '/' or '(' or ')';

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
