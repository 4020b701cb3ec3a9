using System.Globalization;
using System.Numerics;

namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>The check digits of cards and accounts.</summary>
internal static class CheckDigits
{
    /// <summary>A number with the digit that makes the sum by Luhn end in zero.</summary>
    public static string WithLuhn(string body) => body + Enumerable.Range(0, 10).First(d => Luhn(body + d) == 0);

    /// <summary>A number whose sum by Luhn does not end in zero.</summary>
    public static string WithoutLuhn(string body, int off) => body + Enumerable.Range(0, 10).First(d => Luhn(body + d) == off);

    /// <summary>The two check digits of an IBAN.</summary>
    public static int Iban(string country, string account)
    {
        var digits = string.Concat((account + country + "00").Select(static c => char.IsDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        return 98 - (int)(BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97);
    }

    private static int Luhn(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = (number[number.Length - 1 - i] - '0') * (1 + (i % 2));
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10;
    }
}
