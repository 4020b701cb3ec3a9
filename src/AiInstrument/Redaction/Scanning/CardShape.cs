namespace AiInstrument.Redaction.Scanning;

/// <summary>A card's number: an issuer's prefix and length, its groups, and the check digit.</summary>
internal static class CardShape
{
    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> number, ReadOnlySpan<Group> groups) =>
        HasIssuer(number) && !(groups[0].Start > 0 && text[groups[0].Start - 1] == '+') && IsGrouped(groups) && HasCheckDigit(number);

    private static bool IsGrouped(ReadOnlySpan<Group> groups)
    {
        if (groups.Length == 1)
        {
            return true;
        }

        var lengths = 0;
        foreach (var group in groups)
        {
            lengths = (lengths * 100) + group.Length;
        }

        foreach (var group in groups[1..])
        {
            if (group.Separator is not (' ' or '-' or '.' or '+') || group.Separator != groups[1].Separator)
            {
                return false;
            }
        }

        return lengths is 4_04_04_04 or 4_06_05 or 4_06_04 or 4_03_03_03 or 6_13 || (groups.Length == 5 && groups[0].Length == 4 && groups[1].Length == 4 && groups[2].Length == 4 && groups[3].Length == 4);
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
}
