namespace AiInstrument.Redaction.Scanning;

/// <summary>The ways in which people write phone numbers.</summary>
internal static class PhoneShape
{
    /// <summary>Countries whose numbers are all of one length: calling code and digits behind it.</summary>
    private static readonly (string Code, int Digits)[] s_fixed = [("1", 10), ("7", 10), ("33", 9), ("34", 9), ("90", 10), ("91", 10), ("48", 9), ("31", 9), ("41", 9)];

    public static bool Matches(ReadOnlySpan<char> text, int digit, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups)
    {
        var before = digit > 0 ? text[digit - 1] : ' ';
        if (before == '+' || (before == '(' && digit > 1 && text[digit - 2] == '+'))
        {
            return number.Length is >= 8 and <= 16 && number[0] != '0' && groups[^1].Length > 1 && IsWhole(number);
        }

        foreach (var group in groups[1..])
        {
            if (group.Separator == Group.Spaced && number[0] != '0')
            {
                return false;
            }
        }

        var isKnown = IsNorthAmerican(before, number, groups) || IsWithTrunkPrefix(number, groups) || IsRussian(number, groups) || IsChinese(number, groups) || IsWithAreaInBrackets(before, number, groups);

        // Amounts and sizes group by three, and end with a comma; identifiers say so.
        return isKnown ? !NumberContext.NamesIdentifier(text, digit)
            : number.Length is >= 7 and <= 13 && groups[^1].Length > 1 && NumberContext.NamesPhone(text, digit);
    }

    /// <summary>Not more digits than the country has: those behind belong to something else. Zeros of a trunk prefix in brackets do not count.</summary>
    private static bool IsWhole(ReadOnlySpan<char> number)
    {
        foreach (var (code, digits) in s_fixed)
        {
            if (number.StartsWith(code, StringComparison.Ordinal))
            {
                var rest = number[code.Length..];
                return (rest[0] == '0' ? rest.Length - 1 : rest.Length) == digits;
            }
        }

        return true;
    }

    private static bool IsNorthAmerican(char before, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups)
    {
        if (number.Length == 11 && number[0] == '1' && groups[0].Length == 1)
        {
            groups = groups[1..];
            number = number[1..];
        }

        return number.Length == 10 && groups.Length == 3 && groups[0].Length == 3 && groups[1].Length == 3
            && number[0] >= '2' && (number[3] >= '2' || number[..3] is "400" or "800")
            && (before == '(' || groups[1].Separator == groups[2].Separator || groups[1].Separator == ')');
    }

    /// <summary>Most countries dial a zero before the area; 00 goes abroad.</summary>
    private static bool IsWithTrunkPrefix(ReadOnlySpan<char> number, ReadOnlySpan<Group> groups)
    {
        if (number[0] != '0' || groups[^1].Length < 2)
        {
            return false;
        }

        if (number.Length > 1 && number[1] == '0')
        {
            return number.Length is >= 11 and <= 15 && number[2] != '0' && groups.Length >= 3;
        }

        if (groups.Length == 1)
        {
            return number.Length is 10 or 11;
        }

        var dotted = false;
        foreach (var group in groups[1..])
        {
            dotted |= group.Separator == '.';
        }

        return number.Length is >= 9 and <= 12 && (dotted ? groups.Length >= 4 && groups[0].Length > 1 : groups[0].Length > 1 || groups.Length > 2);
    }

    /// <summary>8 (495) 123-45-67.</summary>
    private static bool IsRussian(ReadOnlySpan<char> number, ReadOnlySpan<Group> groups) =>
        number.Length == 11 && number[0] == '8' && groups.Length == 5 && groups[0].Length == 1 && groups[1].Length == 3 && groups[2].Length == 3 && groups[3].Length == 2;

    /// <summary>138 1234 5678: mobile numbers, with or without spaces.</summary>
    private static bool IsChinese(ReadOnlySpan<char> number, ReadOnlySpan<Group> groups) =>
        number.Length == 11 && number[0] == '1' && number[1] >= '3'
        && (groups.Length == 1 || (groups.Length == 3 && groups[0].Length == 3 && groups[1].Length == 4 && groups[1].Separator == groups[2].Separator));

    /// <summary>(11) 91234-5678.</summary>
    private static bool IsWithAreaInBrackets(char before, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups) =>
        before == '(' && number.Length is 10 or 11 && groups.Length == 3 && groups[0].Length == 2 && groups[1].Separator == ')' && groups[2].Length == 4;
}
