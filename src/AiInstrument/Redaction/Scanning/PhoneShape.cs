namespace AiInstrument.Redaction.Scanning;

/// <summary>The ways in which people write phone numbers.</summary>
internal static class PhoneShape
{
    public static bool Matches(ReadOnlySpan<char> text, int digit, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups)
    {
        var before = digit > 0 ? text[digit - 1] : ' ';
        if (before == '+' || (before == '(' && digit > 1 && text[digit - 2] == '+'))
        {
            return number.Length is >= 8 and <= 15 && number[0] != '0' && groups[^1].Length > 1;
        }

        // Amounts and sizes group by three, and end with a comma; identifiers say so.
        if (NumberContext.NamesIdentifier(text, digit))
        {
            return false;
        }

        return IsNorthAmerican(before, number, groups)
            || IsWithTrunkPrefix(number, groups)
            || (number.Length is >= 7 and <= 13 && groups[^1].Length > 1 && NumberContext.NamesPhone(text, digit));
    }

    private static bool IsNorthAmerican(char before, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups)
    {
        if (number.Length == 11 && number[0] == '1' && groups[0].Length == 1)
        {
            groups = groups[1..];
            number = number[1..];
        }

        return number.Length == 10 && groups.Length == 3 && groups[0].Length == 3 && groups[1].Length == 3
            && number[0] >= '2' && number[3] >= '2'
            && (before == '(' || groups[1].Separator == groups[2].Separator);
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
}
