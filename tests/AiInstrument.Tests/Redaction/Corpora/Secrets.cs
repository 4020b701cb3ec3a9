using System.Globalization;
using System.Text;

namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>Values of every type in the spellings that people, programs and providers give them.</summary>
internal sealed class Secrets(Chance chance)
{
    private static readonly string[] s_locals =
    [
        "ann.lee", "j_smith", "müller", "ayşe.yılmaz", "o'brien", "info+news", "x", "first.last.third", "sales2024", "5551234567", "user%tag", "JOHN.DOE", "Maria-Jose", "иван.петров",
        "k.nakamura", "zhang.wei88", "no-reply", "d.o'neill+tag", "_service", "a.b.c.d.e", "contact", "mehmet_kaya.1990",
    ];

    private static readonly string[] s_domains =
    [
        "example.com", "mail.example.co.uk", "firma.com.tr", "bücher.example", "a-b.io", "sub.domain.museum", "xn--bcher-kva.example", "EXAMPLE.ORG", "почта.рф", "example.com.br", "uni-köln.de",
        "corp.example.travel", "example.co.jp", "qq.com", "163.com", "Gmail.com", "mail.ru", "example.xn--p1ai", "exämple.dev", "1and1.example",
    ];

    private static readonly (string Country, string Template)[] s_accounts =
    [
        ("DE", "##################"), ("TR", "#####0################"), ("GB", "@@@@##############"), ("FR", "##########***********##"), ("NL", "@@@@##########"), ("ES", "####################"),
        ("IT", "@##########************"), ("CH", "#####************"), ("AT", "################"), ("SA", "##******************"), ("AE", "###################"), ("PL", "########################"),
        ("BE", "############"), ("NO", "###########"), ("MT", "@@@@#####******************"), ("SE", "####################"), ("PT", "#####################"), ("RU", "##############***************"),
        ("BR", "#######################@*"), ("QA", "@@@@*********************"), ("UA", "######*******************"), ("IE", "@@@@##############"), ("EG", "#########################"),
    ];

    // Where a number means nothing without the word before it, people write the word.
    private static readonly string[] s_phoneWords = ["Tel. ", "Tel: ", "phone: ", "Phone number: ", "call ", "mobile ", "Cell: ", "fax ", "Teléfono: ", "móvil ", "Telefon: ", "Handy: ", "GSM: ", "cep telefonu: ", "тел. ", "Телефон: ", "电话：", "電話：", "هاتف: ", "WhatsApp: ", "tél. "];
    private static readonly string[] s_socialWords = ["SSN ", "SSN: ", "social security number ", "Social Security No. ", "SSN is ", "my social is ", "SS# "];

    /// <summary>Any type, each as often as the others.</summary>
    public Item Next() => chance.Next(0, 10) switch
    {
        0 => Email(),
        1 => Phone(),
        2 => SocialSecurity(),
        3 => Card(),
        4 => Iban(),
        5 => ApiKey(),
        6 => AwsKey(),
        7 => PrivateKey(),
        8 => Jwt(),
        _ => Address(),
    };

    private Item Email() => new("email", chance.Pick(s_locals) + "@" + chance.Pick(s_domains), chance.Pick(["", "", "", "E-Mail: ", "mailto:", "<", "e-posta ", "邮箱：", "メール："]), chance.Pick(["email", "mail", "from", "contact", "user", "value"]));

    private Item Phone()
    {
        var international = chance.Pick(
        [
            "+1 N## N## ####", "+1-N##-N##-####", "+1 (N##) N##-####", "+1N##N######", "+1.N##.N##.####", "+44 20 7### ####", "+44 7### ######", "+44 (0)20 7### ####", "+44 (0) 7### ### ###", "+447#########",
            "+49 30 %#####", "+49 30 ########", "+49 (0)30 %######", "+49 171 #######", "+49171########", "+49-89-%#######", "0049 30 %######", "0049 171 %######", "+49 (0) 89 / %######", "+33 1 ## ## ## ##", "+33 (0)6 ## ## ## ##",
            "+336########", "0033 6 ## ## ## ##", "+34 6## ## ## ##", "+34 9## ### ###", "+346########", "+90 5## ### ## ##", "+90 (5##) ### ## ##", "+90 212 ### ## ##", "+905#########", "0090 5## ### ## ##", "+90-5##-###-####",
            "+7 495 ###-##-##", "+7 (916) ###-##-##", "+7 916 ### ## ##", "+79#########", "+7-9##-###-##-##", "+81 3-####-####", "+81-90-####-####", "+81 90 #### ####", "+819########%", "+86 138 #### ####", "+86 1%#########", "+86-10-########",
            "+966 50 ### ####", "+9665########", "+971 4 ### ####", "+971 50 ### ####", "+20 10 #### ####", "+212 6## ######", "+55 11 9####-####", "+55 (11) 9####-####", "+91 98### #####", "+919#########", "+48 6## ### ###", "+39 06 #### ####",
            "+39 3## #######", "+31 6 ########", "+41 44 ### ## ##", "+46 70-### ## ##", "+351 91# ### ###", "+82-10-####-####", "+61 4## ### ###", "+65 6### ####", "+972-5#-###-####", "+380 44 ### ## ##",
        ]);
        var national = chance.Pick(
        [
            "(N##) N##-####", "N##-N##-####", "N##.N##.####", "1-8##-N##-####", "1 (N##) N##-####", "020 7### ####", "07### ######", "(020) 7### ####", "01### ######", "07#########", "0161 ### ####",
            "030 %#######", "(030) %######", "030/%######", "0171 #######", "0171/#######", "089-########", "0171-#######", "0 30 / %## ## ##", "01 ## ## ## ##", "06.##.##.##.##", "06########", "04-##-##-##-##",
            "05## ### ## ##", "0(5##) ### ## ##", "(0212) ### ## ##", "05#########", "0 5## ### ## ##", "0212 ### ## ##", "8 (495) ###-##-##", "8-800-###-##-##", "8 800 ### ## ##", "8 916 ###-##-##",
            "03-####-####", "090-####-####", "0120-###-###", "(03)####-####", "06-####-####", "080########", "138########", "159 #### ####", "186-####-####", "010-########", "021-########", "(010) #### ####", "400-###-####",
            "050 ### ####", "05########", "011 ### ####", "010########", "(11) 9####-####", "044 ### ## ##", "06 #### ####",
        ]);
        var bare = chance.Pick(["N##N######", "6## ### ###", "9## ## ## ##", "6########", "N##-####", "N######", "98### #####", "N## N## ####", "8916#######", "## ## ## ##", "5## ### ## ##"]);
        var key = chance.Pick(["phone", "tel", "mobile", "phoneNumber", "telefon", "contact_phone"]);
        var item = chance.Next(0, 10) switch
        {
            < 4 => new Item("phone", chance.Fill(international), chance.Pick(["", "", "Tel. ", "☎ ", "call ", "tel:"]), chance.Pick([key, "contact", "value"])),
            < 8 => new Item("phone", chance.Fill(national), chance.Pick(["", "", "Tel. ", "phone: "]), chance.Pick([key, "contact"])),
            _ => new Item("phone", chance.Fill(bare), chance.Pick(s_phoneWords), key),
        };

        // As East Asian and Arabic keyboards write digits.
        return chance.Next(0, 60) switch
        {
            0 => item with { Value = Map(item.Value, '\uFF10', wide: true) },
            1 => item with { Value = Map(item.Value, '\u0660', wide: false) },
            2 => item with { Value = item.Value.Replace(' ', '\u00A0').Replace('-', '\u2011') },
            _ => item,
        };
    }

    private Item SocialSecurity()
    {
        var area = chance.Next(1, 900) is var any && any == 666 ? 667 : any;
        var (group, serial) = (chance.Next(1, 100), chance.Next(1, 10_000));
        string Write(string separator) => string.Create(CultureInfo.InvariantCulture, $"{area:000}{separator}{group:00}{separator}{serial:0000}");
        return chance.Next(0, 5) switch
        {
            0 => new("us_ssn", Write(" "), chance.Pick(s_socialWords), "ssn"),
            1 => new("us_ssn", Write(""), chance.Pick(s_socialWords), chance.Pick(["ssn", "social_security_number", "SSN"])),
            _ => new("us_ssn", Write("-"), chance.Pick(["", "", .. s_socialWords]), chance.Pick(["ssn", "socialSecurityNumber", "tax_id", "value"])),
        };
    }

    private Item Card()
    {
        var (prefix, length) = chance.Pick<(string, int)>(
        [
            ("4", 16), ("4", 16), ("4", 13), ("4", 19), ("51", 16), ("53", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15), ("6011", 16), ("65", 16), ("645", 16), ("36", 14), ("38", 14), ("300", 14), ("3528", 16),
            ("3589", 16), ("9792", 16), ("2200", 16), ("2204", 16), ("62", 16), ("62", 19), ("5018", 16), ("6304", 16), ("6759", 16),
        ]);
        var number = CheckDigits.WithLuhn(prefix + chance.Digits(length - prefix.Length - 1));
        int[] groups = length switch { 13 => [4, 3, 3, 3], 14 => [4, 6, 4], 15 => [4, 6, 5], 16 => [4, 4, 4, 4], _ => chance.OneIn(2) ? [6, 13] : [4, 4, 4, 4, 3] };
        var separator = chance.Pick(["", "", " ", " ", " ", "-", "-", "\u00A0", "."]);
        if (separator.Length == 0 || (separator == "." && length != 16))
        {
            return Named(number);
        }

        var written = new StringBuilder();
        var at = 0;
        foreach (var group in groups)
        {
            written.Append(at == 0 ? "" : separator).Append(number.AsSpan(at, group));
            at += group;
        }

        return Named(written.ToString());

        Item Named(string value) => new("credit_card", value, chance.Pick(["", "", "card ", "Karte ", "kart no: ", "Visa ", "Kreditkarte Nr. ", "card number ", "карта ", "カード番号 ", "PAN="]), chance.Pick(["card", "cardNumber", "pan", "number", "value", "credit_card"]));
    }

    private Item Iban()
    {
        var (country, template) = chance.Pick(s_accounts);
        var account = Account(template);
        var iban = country + CheckDigits.Iban(country, account).ToString("00", CultureInfo.InvariantCulture) + account;
        return new("iban", Grouped(iban), chance.Pick(["", "", "IBAN ", "IBAN: ", "IBAN:", "Konto ", "hesap ", "счёт "]), chance.Pick(["iban", "account", "bankAccount", "value"]));
    }

    /// <summary>What would be an account if its check digits were right.</summary>
    public string BrokenIban()
    {
        var (country, template) = chance.Pick(s_accounts);
        var account = Account(template);
        var right = CheckDigits.Iban(country, account);
        return Grouped(country + (right > 50 ? right - 1 : right + 1).ToString("00", CultureInfo.InvariantCulture) + account);
    }

    private string Account(string template) => string.Concat(template.Select(c => c switch
    {
        '#' => chance.Digits(1),
        '@' => chance.Text(1, Chance.Upper),
        '*' => chance.Text(1, Chance.UpperAlphanumeric),
        _ => c.ToString(),
    }));

    private string Grouped(string iban) => chance.Next(0, 9) switch
    {
        < 3 => iban,
        < 6 => Split(iban, " "),
        6 => Split(iban, "-"),
        7 => Split(iban, "\u00A0"),
        _ => chance.OneIn(2) ? iban.ToLowerInvariant() : Split(iban, " ").ToLowerInvariant(),
    };

    private static string Split(string iban, string separator) => string.Join(separator, iban.Chunk(4).Select(static c => new string(c)));

    private Item ApiKey()
    {
        string A(int count) => chance.Text(count - 1, Chance.Alphanumeric) + "7";
        string U(int count) => chance.Text(count - 1, Chance.Base64Url) + "4";
        string X(int count) => chance.Text(count, Chance.Hex);
        if (chance.OneIn(6))
        {
            // No shape of their own: only a name tells.
            var (name, value) = chance.Pick<(string, string)>(
            [
                ("AZURE_OPENAI_API_KEY=", X(32)), ("api-key: ", X(32)), ("x-api-key: ", A(40)), ("MISTRAL_API_KEY=", A(32)), ("COHERE_API_KEY=", A(40)), ("api_key = \"", A(32)), ("apiKey: '", U(39)),
                ("Ocp-Apim-Subscription-Key: ", X(32)), ("Authorization: Bearer ", U(48)), ("API key: ", A(40)),
            ]);
            return new("api_key", value, name, chance.Pick(["api_key", "apiKey", "x-api-key", "API_KEY"]));
        }

        var key = chance.Pick<Func<string>>(
        [
            () => "sk-" + A(20) + "T3BlbkFJ" + A(20), () => "sk-proj-" + U(48), () => "sk-proj-" + U(74) + "T3BlbkFJ" + U(74), () => "sk-svcacct-" + U(60), () => "sk-admin-" + U(58), () => "sk-ant-api03-" + U(93) + "AA", () => "sk-ant-admin01-" + U(80),
            () => "AIza" + U(35), () => "ghp_" + A(36), () => "gho_" + A(36), () => "ghs_" + A(36), () => "ghr_" + A(36), () => "github_pat_" + A(22) + "_" + A(59), () => "glpat-" + U(20), () => $"xoxb-{chance.Digits(12)}-{chance.Digits(13)}-{A(24)}",
            () => $"xoxp-{chance.Digits(12)}-{chance.Digits(12)}-{chance.Digits(13)}-{X(32)}", () => $"xapp-1-A{chance.Text(10, Chance.UpperAlphanumeric)}-{chance.Digits(13)}-{X(64)}", () => "sk_live_" + A(24), () => "sk_test_" + A(99), () => "rk_live_" + A(24),
            () => "whsec_" + A(32), () => "npm_" + A(36), () => "pypi-AgEIcHlwaS5vcmc" + U(150), () => "hf_" + A(34), () => $"SG.{U(22)}.{U(43)}", () => "SK" + X(32), () => "key-" + X(32), () => "gsk_" + A(52), () => "xai-" + A(80), () => "pplx-" + A(48),
            () => "r8_" + A(37), () => "sk-" + X(32), () => "sk-or-v1-" + X(64), () => $"lsv2_pt_{X(32)}_{X(10)}", () => "dapi" + X(32), () => "dop_v1_" + X(64), () => "shpat_" + X(32), () => "lin_api_" + A(40), () => $"PMAK-{X(24)}-{X(34)}", () => "dp.pt." + A(43),
            () => "hvs." + U(90), () => $"{chance.Fill("%#########")}:AA{U(33)}", () => "ya29." + U(120), () => "GOCSPX-" + U(28), () => "sk-lf-" + new Guid(chance.Bytes(16)), () => "tvly-" + A(32), () => "pcsk_" + A(70), () => "ABSK" + chance.Text(128, Chance.Alphanumeric + "+/"),
            () => "fw_" + A(24), () => "ntn_" + A(46), () => "figd_" + U(40), () => "nvapi-" + U(64), () => "csk-" + A(48), () => "glsa_" + A(32) + "_" + X(8), () => "jina_" + A(60), () => "sk_" + X(48), () => "pa-" + U(43),
        ])();
        return new("api_key", key, chance.Pick(["", "", "key ", "token: ", "OPENAI_API_KEY=", "Authorization: Bearer ", "use "]), chance.Pick(["key", "token", "secret", "api_key", "value", "authorization"]));
    }

    private Item AwsKey()
    {
        if (!chance.OneIn(3))
        {
            return new("aws_key", chance.Pick(["AKIA", "AKIA", "ASIA"]) + chance.Text(16, Chance.Upper + "234567"), chance.Pick(["", "AWS_ACCESS_KEY_ID=", "aws_access_key_id = ", "access key "]), chance.Pick(["AccessKeyId", "aws_access_key_id", "value"]));
        }

        var secret = chance.Text(39, Chance.Alphanumeric + "+/") + "x";
        var lead = chance.Pick(["aws_secret_access_key = ", "AWS_SECRET_ACCESS_KEY=", "secretAccessKey: '", "SecretAccessKey=", "aws_secret_access_key: ", "AWS Secret Access Key: "]);
        return new("aws_key", secret, lead, chance.Pick(["SecretAccessKey", "aws_secret_access_key", "secretAccessKey"]));
    }

    private Item PrivateKey()
    {
        var kind = chance.Pick(["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "DSA "]);
        var lines = Enumerable.Range(0, chance.Next(2, 8)).Select(_ => chance.Text(64, Chance.Alphanumeric + "+/")).ToList();
        lines.Add(chance.Text(42, Chance.Alphanumeric + "+/") + "==");
        if (chance.OneIn(8))
        {
            return new("private_key", $"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{string.Join('\n', lines)}\n=aB3d\n-----END PGP PRIVATE KEY BLOCK-----", Key: "key");
        }

        if (chance.OneIn(8) && kind == "RSA ")
        {
            lines.InsertRange(0, ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC," + chance.Text(32, "0123456789ABCDEF"), ""]);
        }

        // In code and in environment variables, a line break is written as an escape.
        var line = chance.Pick(["\n", "\n", "\r\n", "\\n"]);
        return new("private_key", $"-----BEGIN {kind}PRIVATE KEY-----{line}{string.Join(line, lines)}{line}-----END {kind}PRIVATE KEY-----", Key: chance.Pick(["private_key", "key", "pem", "value"]));
    }

    private Item Jwt()
    {
        var header = Encode(chance.Pick([
            """{"alg":"HS256","typ":"JWT"}""", """{"alg":"RS256","typ":"JWT","kid":"2f9d1"}""", """{"typ":"JWT","alg":"ES256"}""", """{"alg":"none"}""", """{ "alg": "PS256", "typ": "at+jwt" }""", """{"kid":"a1","x5t":"b2","alg":"RS256"}""",
        ]));
        var payload = Encode(string.Create(CultureInfo.InvariantCulture, $$"""{"sub":"{{chance.Digits(8)}}","iat":{{chance.Next(1_600_000_000, 1_900_000_000)}},"name":"{{chance.Text(chance.Next(3, 60), Chance.Lower)}}"}"""));
        var token = chance.OneIn(10)
            ? $"{Encode("""{"alg":"RSA-OAEP","enc":"A256GCM"}""")}.{chance.Text(342, Chance.Base64Url)}.{chance.Text(16, Chance.Base64Url)}.{chance.Text(chance.Next(40, 200), Chance.Base64Url)}.{chance.Text(22, Chance.Base64Url)}"
            : $"{header}.{payload}.{(chance.OneIn(12) ? "" : chance.Text(chance.Pick([43, 86, 342]), Chance.Base64Url))}";
        return new("jwt", token, chance.Pick(["", "", "Bearer ", "Authorization: Bearer ", "token=", "JWT: ", "access_token="]), chance.Pick(["token", "access_token", "id_token", "jwt", "value"]));
    }

    private Item Address()
    {
        string H() => chance.Next(1, 0xffff).ToString("x", CultureInfo.InvariantCulture);
        string V4() => string.Create(CultureInfo.InvariantCulture, $"{chance.Next(1, 224)}.{chance.Next(0, 256)}.{chance.Next(0, 256)}.{chance.Next(0, 256)}");
        var value = chance.Next(0, 14) switch
        {
            < 7 => V4(),
            7 => chance.Pick(["127.0.0.1", "10.0.0.1", "192.168.1.254", "172.16.0.1", "8.8.8.8", "255.255.255.0"]),
            8 => $"2001:db8:{H()}:{H()}::{H()}",
            9 => $"2001:0db8:85a3:{H()}:{H()}:8a2e:0370:7334".ToUpperInvariant(),
            10 => $"fe80::{H()}:{H()}:{H()}:{H()}",
            11 => "::ffff:" + V4(),
            12 => $"{H()}:{H()}:{H()}:{H()}:{H()}:{H()}:{H()}:1{chance.Text(2, Chance.Hex)}",
            _ => chance.Pick(["::1", "2606:4700::6811:d0" + H()[..1], "fd00::" + H(), "2a02:8108::1"]),
        };
        return new("ip_address", value, chance.Pick(["", "", "", "from ", "IP: ", "host=", "client ", "IP-Adresse "]), chance.Pick(["ip", "client_ip", "remoteAddress", "host", "value"]));
    }

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Map(string value, char zero, bool wide) => string.Concat(value.Select(c => char.IsAsciiDigit(c) ? (char)(zero + c - '0') : wide && c is '-' or '+' or '(' or ')' ? (char)(c + 0xFEE0) : c));
}
