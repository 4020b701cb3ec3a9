using System.Globalization;

namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>Values that look like secrets and are none: they must stay.</summary>
internal sealed class LookAlikes(Chance chance, Secrets secrets)
{
    private static readonly string[] s_fixed =
    [
        "std::vector<int> and Foo::Bar", "ratio 3:4 and 16:9", "@mention of a #tag", "@types/node@18.11.9", "react@18.2.0", "git@github.com:example/project.git", "icon@2x.png", "this@MainActivity.applicationContext", "@media (min-width: 640px)",
        "sk-learn and scikit-learn-contrib-extras-package", "sk-...", "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "YOUR_API_KEY", "<your-api-key>", "api_key=${OPENAI_API_KEY}", "api_key = os.environ[\"OPENAI_API_KEY\"]", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "Authorization: Bearer <token>", "x-api-key: {key}", "AKIA is a prefix", "AIza too", "eyJust a word", "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----", "text-----more", "mac 00:1b:44:11:3a:b7", "50:06:01:60:3b:20:19:4e", "pi is 3.14159265358979",
        "Chrome/120.0.0.0 Safari/537.36", "Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089", "Microsoft.Data.SqlClient 5.1.0.0", "OID 2.5.29.17", "1.3.6.1.4.1.311.21.8", "section 3.2.1.4", "§ 12.3.4.5", "release 10.2.3.4", "v1.2.3.4-beta", "Kapitel 1.2.3.4",
        "eyJhbGciOiJIUzI1NiJ9", "192.168.1", "300.1.2.3", "1.2.3.4.5", "999.999.999.999", "C:\\temp\\file.txt", "a -> b - c -- d", "snake_case_name", "user at example dot com", "foo@bar", "@", "ann@localhost", "12:30:45", "a::b", "0:00:00", "10.1000/182", "arXiv:2301.12345",
        "7732-18-5", "ISSN 0317-8471", "EC 3.4.21.64", "SG.style and key-value", "hf_model_name", "SKU-10-20-30", "key-value-store-with-many-parts", "Bearer of good news", "npm_config_registry", "hvs.", "dp.pt.", "sk_live_", "AKIAIOSFODNN7", "private key", "JWT", "whsec_",
        "Task<Person@Home>", "1-2-3-4", "4-4-2", "1990-1995", "24/7", "9/11", "50/50", "1,000,000", "1 000 000", "12 345 678,90 €", "1.234.567,89", "10 000 000", "2 500 000 TL", "$1,234,567.89", "€ 99,90", "1.5e10", "6.022e23", "#AABBCC", "0x80070005", "1920x1080", "52.5200, 13.4050",
        "-33.868820, 151.209290", "36,6 °C", "DE123456789", "12-3456789", "94103-1234", "12345-6789", "00000010: 4865 6c6c 6f20 776f", "12 34 56 78 90", "0.0123, -0.4567, 0.8910", "[0.123456, -0.234567, 0.345678]", "2024-W12-3", "PT1H30M", "2024-11-21T09:15:30.1234567Z", "20241121", "20241121091530",
    ];

    /// <summary>Any of them.</summary>
    public Item Next() => chance.Next(0, 44) switch
    {
        0 => Of(chance.Fill("%###########"), chance.Pick(["order ", "order number ", "sipariş no: ", "Bestellung ", "commande n° ", "pedido ", "заказ № ", "订单号：", "注文番号 ", "رقم الطلب "]), "order"),
        1 => Of(chance.Fill("ORD-####-######")),
        2 => Of(chance.Date("yyyy-MM-dd HH:mm:ss"), key: "date"),
        3 => Of(chance.Date("dd.MM.yyyy HH:mm"), key: "date"),
        4 => Of(chance.Date("MM/dd/yyyy"), key: "date"),
        5 => Of(chance.Date("yyyy-MM-ddTHH:mm:ss.fffZ"), key: "timestamp"),
        6 => Of(chance.Date("dd-MM-yyyy")),
        7 => Of(chance.Date("yyyy/MM/dd HH:mm")),
        8 => Of(chance.Date("d MMMM yyyy, HH:mm:ss")),
        9 => Of(chance.Date("yyyyMMdd-HHmmss")),
        10 => Of(Version(), chance.Pick(["version ", "Version: ", "sürüm ", "версия ", "版本 ", "バージョン ", "الإصدار ", "versión ", "firmware "]), "version"),
        11 => Of($"v{chance.Next(0, 20)}.{chance.Next(0, 20)}.{chance.Next(0, 200)}", key: "version"),
        12 => Of("v" + Version(), key: "version"),
        13 => Of(new Guid(chance.Bytes(16)).ToString(), key: "id"),
        14 => Of(new Guid(chance.Bytes(16)).ToString("N"), key: "id"),
        15 => Of(chance.Text(64, Chance.Hex), key: "sha256"),
        16 => Of(chance.Text(40, Chance.Hex), chance.Pick(["", "commit "]), "commit"),
        17 => Of(chance.Text(chance.Pick([7, 8, 12]), Chance.Hex), "commit ", "commit"),
        18 => Of(chance.Digits(10), "ticket #", "ticket"),
        19 => Of("555-" + chance.Digits(4), "ID ", "id"),
        20 => Of(CheckDigits.WithoutLuhn("4" + chance.Digits(14), chance.Next(1, 10)), key: "number"),
        21 => Of(string.Join(' ', CheckDigits.WithoutLuhn("5" + chance.Digits(14), chance.Next(1, 10)).Chunk(4).Select(static c => new string(c))), key: "number"),
        22 => Of(CheckDigits.WithLuhn(chance.Pick(["1", "7", "8"]) + chance.Digits(14)), key: "number"),
        23 => Of(secrets.BrokenIban(), key: "account"),
        24 => Of($"${chance.Next(1, 999)},{chance.Digits(3)}.{chance.Digits(2)}", key: "price"),
        25 => Of(chance.Fill("N##-N##-####"), chance.Pick(["invoice number ", "invoice no. ", "Rechnung ", "factura ", "fatura no: "]), "invoice"),
        26 => Of(chance.Digits(8), key: "quantity"),
        27 => Of(chance.Fill("978-3-%#-######-#"), chance.Pick(["ISBN ", "ISBN: ", ""]), "isbn"),
        28 => Of(chance.Fill("978##########"), "ISBN ", "isbn"),
        29 => Of(chance.Fill("%-###-#####-#"), "ISBN-10: ", "isbn"),
        30 => Of(chance.Fill("1Z999AA1##########"), "tracking ", "tracking"),
        31 => Of(chance.Fill("9400 1%## #### #### #### ##"), "tracking number ", "tracking"),
        32 => Of(chance.Next(1_600_000_000, 1_900_000_000).ToString(CultureInfo.InvariantCulture), key: "timestamp"),
        33 => Of(chance.Fill("17###########"), key: "timestamp"),
        34 => Of(chance.Text(chance.Next(40, 200), Chance.Alphanumeric + "+/") + "==", key: "data"),
        35 => Of($"data:image/png;base64,iVBORw0KGgo{chance.Text(120, Chance.Alphanumeric)}", key: "image"),
        36 => Of($"00-{chance.Text(32, Chance.Hex)}-{chance.Text(16, Chance.Hex)}-01", key: "traceparent"),
        37 => Of(chance.Pick(["000", "666", "900"]) + chance.Fill("-%#-%###"), key: "code"),
        38 => Of(chance.Fill("%%#-00-####"), key: "code"),
        39 => Of($"api-{chance.Text(9, Chance.LowerAlphanumeric)}-{chance.Text(5, Chance.LowerAlphanumeric)}", key: "pod"),
        40 => Of("0." + chance.Digits(16), key: "score"),
        _ => Of(chance.Pick(s_fixed), key: "text"),
    };

    private string Version() => $"{chance.Next(0, 20)}.{chance.Next(0, 20)}.{chance.Next(0, 200)}.{chance.Next(0, 200)}";

    private static Item Of(string value, string lead = "", string key = "value") => new(null, value, lead, key);
}
