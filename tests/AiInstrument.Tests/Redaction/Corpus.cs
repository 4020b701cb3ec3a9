using System.Globalization;
using System.Text;

namespace AiInstrument.Tests.Redaction;

/// <summary>Texts of several languages with secrets in many formats, and with what looks like one. The same seed gives the same texts.</summary>
internal sealed class Corpus(int seed)
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Letters = Upper + "abcdefghijklmnopqrstuvwxyz";
    private const string Alphanumeric = Letters + "0123456789";

    private static readonly string[] s_sentences =
    [
        "Please have a look at {0} before the meeting.", "The customer wrote: {0}", "Bitte prüfen Sie {0} bis morgen.", "Merhaba, {0} hakkında bilgi verir misiniz?",
        "Bonjour, voici {0} pour le dossier.", "Hola, adjunto {0} para el pedido.", "お客様の情報は {0} です。", "Contact: {0}; thanks!", "({0})", "\"{0}\"", "{0}\nRegards, Ann", "- {0}",
        "value={0}, next", "Привет, это {0}.",
    ];

    private static readonly string[] s_names = ["ann.lee", "j_smith", "müller", "ayşe.yılmaz", "o'brien", "info+news", "x", "first.last.third", "sales2024", "5551234567", "user%tag"];
    private static readonly string[] s_domains = ["example.com", "mail.example.co.uk", "firma.com.tr", "bücher.example", "a-b.io", "sub.domain.museum", "xn--bcher-kva.example"];

    private static readonly string[] s_clean =
    [
        "The quick brown fox jumps over the lazy dog", "Toplantı saat 14:30'da başlıyor", "Die Lieferung kommt am 24.12.2024 um 09:15 Uhr", "la réunion du 3 mars",
        "ratio 3:4 and 16:9", "std::vector<int> and Foo::Bar", "@mention of a #tag", "C:\\temp\\file.txt", "a -> b - c -- d", "snake_case_name", "JIRA and AWS and AI",
        "sk-learn and scikit-learn-contrib-extras-package", "text-----more", "eyJust a word", "AKIA is a prefix", "AIza too", "pi is 3.14159265358979", "mac 00:1b:44:11:3a:b7",
    ];

    private readonly Random _random = new(seed);

    public LabelledText Next()
    {
        var text = new StringBuilder();
        var secrets = new List<(string, string)>();
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var (type, value) = _random.Next(10) switch
            {
                < 5 => Secret(),
                < 9 => (null, LookAlike()),
                _ => (null, Pick(s_clean)),
            };
            text.AppendFormat(CultureInfo.InvariantCulture, Pick(s_sentences), value).Append(' ');
            if (type is not null)
            {
                secrets.Add((type, value));
            }
        }

        return new(text.ToString(), secrets);
    }

    private (string? Type, string Value) Secret() => _random.Next(10) switch
    {
        0 => ("email", Pick(s_names) + "@" + Pick(s_domains)),
        1 => ("phone", Phone()),
        2 => ("us_ssn", Ssn()),
        3 => ("credit_card", Card()),
        4 => ("iban", Iban()),
        5 => ("api_key", ApiKey()),
        6 => ("aws_key", Pick(["AKIA", "ASIA"]) + Text(16, Upper + "234567")),
        7 => ("private_key", PrivateKey()),
        8 => ("jwt", Jwt()),
        _ => ("ip_address", Ip()),
    };

    private string LookAlike() => _random.Next(17) switch
    {
        0 => "order " + Digits(12),
        1 => "ORD-" + Digits(4) + "-" + Digits(6),
        2 => Format("{0:yyyy-MM-dd HH:mm:ss}"),
        3 => Format("{0:dd.MM.yyyy HH:mm}"),
        4 => Format("{0:MM/dd/yyyy}"),
        5 => $"version {_random.Next(20)}.{_random.Next(20)}.{_random.Next(200)}.{_random.Next(200)}",
        6 => $"v{_random.Next(20)}.{_random.Next(20)}.{_random.Next(200)}",
        7 => Uuid(),
        8 => Text(64, "0123456789abcdef"),
        9 => Text(40, "0123456789abcdef"),
        10 => "ticket #" + Digits(10),
        11 => "ID 555-" + Digits(4),
        12 => BrokenCard(),
        13 => BrokenIban(),
        14 => "$" + _random.Next(1, 999) + "," + Digits(3) + "." + Digits(2),
        15 => "invoice number " + _random.Next(200, 999) + "-" + _random.Next(200, 999) + "-" + Digits(4),
        _ => Digits(8) + " " + Pick(["pieces", "adet", "Stück"]),
    };

    private string Phone() => _random.Next(12) switch
    {
        0 => $"+1 {Area()} {Area()} {Digits(4)}",
        1 => $"({Area()}) {Area()}-{Digits(4)}",
        2 => $"{Area()}-{Area()}-{Digits(4)}",
        3 => $"{Area()}.{Area()}.{Digits(4)}",
        4 => $"+90 5{Digits(2)} {Digits(3)} {Digits(2)} {Digits(2)}",
        5 => $"05{Digits(2)} {Digits(3)} {Digits(2)} {Digits(2)}",
        6 => $"+49 30 {_random.Next(1000000, 99999999)}",
        7 => $"0{_random.Next(1, 7)} {Digits(2)} {Digits(2)} {Digits(2)} {Digits(2)}",
        8 => $"+44 20 7{Digits(3)} {Digits(4)}",
        9 => $"05{Digits(9)}",
        10 => $"+{_random.Next(30, 99)}{Digits(10)}",
        _ => $"030/{_random.Next(1000000, 99999999)}",
    };

    private string Ssn()
    {
        int area;
        do
        {
            area = _random.Next(1, 900);
        }
        while (area == 666);

        return $"{area:000}-{_random.Next(1, 100):00}-{_random.Next(1, 10000):0000}";
    }

    private string Card()
    {
        var (prefix, length) = Pick<(string, int)>([("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16), ("36", 14), ("9792", 16)]);
        var body = prefix + Digits(length - prefix.Length - 1);
        var number = body + Enumerable.Range(0, 10).First(d => Luhn(body + d) == 0);
        var separator = Pick(["", " ", "-"]);
        return length switch
        {
            16 => string.Join(separator, number.Chunk(4).Select(static c => new string(c))),
            15 => number[..4] + separator + number[4..10] + separator + number[10..],
            _ => number[..4] + separator + number[4..10] + separator + number[10..],
        };
    }

    private string BrokenCard()
    {
        var body = "4" + Digits(14);
        return body + Enumerable.Range(0, 10).First(d => Luhn(body + d) == 5);
    }

    private string Iban()
    {
        var (country, bban) = Bban();
        return Grouped(country + Check(country, bban).ToString("00", CultureInfo.InvariantCulture) + bban);
    }

    private string BrokenIban()
    {
        var (country, bban) = Bban();
        return Grouped(country + (Check(country, bban) is var check && check > 50 ? check - 1 : check + 1).ToString("00", CultureInfo.InvariantCulture) + bban);
    }

    private (string Country, string Bban) Bban() => _random.Next(5) switch
    {
        0 => ("DE", Digits(18)),
        1 => ("TR", Digits(22)),
        2 => ("GB", Text(4, Upper) + Digits(14)),
        3 => ("FR", Digits(10) + Text(11, Upper + "0123456789") + Digits(2)),
        _ => ("NL", Text(4, Upper) + Digits(10)),
    };

    private string Grouped(string iban) => _random.Next(2) == 0 ? iban : string.Join(' ', iban.Chunk(4).Select(static c => new string(c)));

    private string ApiKey() => _random.Next(9) switch
    {
        0 => "sk-" + Key(48),
        1 => "sk-proj-" + Text(74, Alphanumeric + "-_") + "7",
        2 => "sk-ant-api03-" + Text(92, Alphanumeric + "-_") + "7A",
        3 => "AIza" + Text(35, Alphanumeric + "-_"),
        4 => "ghp_" + Text(36, Alphanumeric),
        5 => "github_pat_" + Text(22, Alphanumeric) + "_" + Text(59, Alphanumeric),
        6 => $"xoxb-{Digits(12)}-{Digits(13)}-{Text(24, Alphanumeric)}",
        7 => "sk_live_" + Text(24, Alphanumeric),
        _ => "rk_test_" + Text(99, Alphanumeric),
    };

    private string PrivateKey()
    {
        var kind = Pick(["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "]);
        var lines = Enumerable.Range(0, _random.Next(2, 8)).Select(_ => Text(64, Alphanumeric + "+/"));
        return $"-----BEGIN {kind}PRIVATE KEY-----\n{string.Join('\n', lines)}\n-----END {kind}PRIVATE KEY-----";
    }

    private string Jwt() => $"eyJ{Text(33, Alphanumeric)}.eyJ{Text(_random.Next(40, 120), Alphanumeric + "-_")}.{Text(43, Alphanumeric + "-_")}";

    private string Ip() => _random.Next(4) switch
    {
        0 => $"2001:db8:{_random.Next(1, 0xffff):x}:{_random.Next(1, 0xffff):x}::{_random.Next(1, 0xffff):x}",
        1 => $"fe80::{_random.Next(1, 0xffff):x}:{_random.Next(1, 0xff):x}ff:fe{_random.Next(0, 0xff):x2}:{_random.Next(0, 0xffff):x}",
        _ => $"{_random.Next(1, 224)}.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}",
    };

    private string Uuid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private string Format(string format) => string.Format(CultureInfo.InvariantCulture, format, DateTime.UnixEpoch.AddSeconds(_random.Next()));

    private string Area() => _random.Next(200, 1000).ToString(CultureInfo.InvariantCulture);

    private string Digits(int count) => Text(count, "0123456789");

    private string Key(int length) => Text(length - 1, Alphanumeric) + "7";

    private string Text(int length, string alphabet) => new(_random.GetItems<char>(alphabet, length));

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private static int Luhn(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[number.Length - 1 - i] - '0';
            digit *= 1 + (i % 2);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10;
    }

    private static int Check(string country, string bban)
    {
        var digits = string.Concat((bban + country + "00").Select(static c => char.IsDigit(c) ? c.ToString() : (c - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        return 98 - (int)(System.Numerics.BigInteger.Parse(digits, CultureInfo.InvariantCulture) % 97);
    }
}
