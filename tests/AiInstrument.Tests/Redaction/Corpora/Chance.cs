using System.Globalization;

namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>Random characters and choices of one seed.</summary>
internal sealed class Chance(int seed)
{
    public const string Digit = "0123456789";
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public const string Lower = "abcdefghijklmnopqrstuvwxyz";
    public const string Alphanumeric = Upper + Lower + Digit;
    public const string UpperAlphanumeric = Upper + Digit;
    public const string LowerAlphanumeric = Lower + Digit;
    public const string Hex = "0123456789abcdef";
    public const string Base64Url = Alphanumeric + "-_";

    private readonly Random _random = new(seed);

    /// <summary>A number from <paramref name="low"/> up to, without, <paramref name="high"/>.</summary>
    public int Next(int low, int high) => _random.Next(low, high);

    public bool OneIn(int count) => _random.Next(count) == 0;

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public string Text(int length, string alphabet) => new(_random.GetItems<char>(alphabet, length));

    public string Digits(int count) => Text(count, Digit);

    /// <summary>A template in which <c>#</c> is any digit <c>%</c> one from 1 to 9, <c>N</c> one from 2 to 9.</summary>
    public string Fill(string template) => string.Create(template.Length, (template, _random), static (filled, state) =>
    {
        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] = state.template[i] switch
            {
                '#' => (char)('0' + state._random.Next(10)),
                '%' => (char)('1' + state._random.Next(9)),
                'N' => (char)('2' + state._random.Next(8)),
                var c => c,
            };
        }
    });

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    public string Date(string format) => DateTime.UnixEpoch.AddSeconds(_random.Next()).ToString(format, CultureInfo.InvariantCulture);
}
