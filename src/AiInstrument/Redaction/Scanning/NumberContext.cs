namespace AiInstrument.Redaction.Scanning;

/// <summary>The word before a number, or the name of its field: it says what the number is where its shape does not.</summary>
internal static class NumberContext
{
    private const int LongestGap = 6;
    private const int LongestName = 32;

    private static readonly string[] s_versions =
    [
        "version", "ver", "v", "release", "build", "firmware", "section", "sect", "chapter", "clause", "oid", "ec", "sürüm", "bölüm", "madde", "kapitel", "abschnitt", "versión", "sección", "versione", "versão", "wersja",
        "chapitre", "версия", "версии", "раздел", "глава", "版本", "バージョン", "الإصدار", "إصدار", "§",
    ];

    private static readonly string[] s_identifiers =
    [
        "order", "invoice", "ticket", "case", "ref", "reference", "tracking", "id", "sku", "isbn", "issn", "part", "serial", "batch", "lot", "issue", "timestamp", "quantity",
        "sipariş", "fatura", "bestellung", "rechnung", "commande", "facture", "pedido", "factura", "ordine", "fattura", "zamówienie", "article", "заказ", "счёт", "订单号", "注文番号", "الطلب",
    ];

    private static readonly string[] s_phones =
    [
        "phone", "tel", "telephone", "telefon", "telefonu", "mobile", "mobil", "cell", "cellphone", "call", "fax", "whatsapp", "cep", "gsm", "handy", "teléfono", "téléphone", "tél", "telefono", "telefone", "cellulare", "celular", "móvil", "sms",
        "тел", "телефон", "моб", "电话", "電話", "电话号码", "電話番号", "手机", "携帯", "هاتف", "جوال", "الهاتف", "☎",
    ];

    private static readonly string[] s_socialSecurity = ["ssn", "ss", "social", "security", "tax"];

    private static readonly string[] s_fillers = ["no", "number", "nr", "is", "me", "at", "n", "num", "numarası", "numara", "nummer", "numéro", "número", "numero", "номер", "№", "code", "string", "str", "varchar"];

    public static bool NamesVersion(ReadOnlySpan<char> text, int start) => Names(text, start, s_versions);

    public static bool NamesIdentifier(ReadOnlySpan<char> text, int start) => (start > 0 && text[start - 1] == '#') || Names(text, start, s_identifiers);

    public static bool NamesPhone(ReadOnlySpan<char> text, int start) => Names(text, start, s_phones);

    public static bool NamesSocialSecurity(ReadOnlySpan<char> text, int start) => Names(text, start, s_socialSecurity);

    /// <summary>The nearest word is looked at, and the one before it: "order number", "phone no.". Of a field's name, each of its words.</summary>
    private static bool Names(ReadOnlySpan<char> text, int start, string[] words)
    {
        var end = start;
        for (var n = 0; n < 2; n++)
        {
            var from = end;
            while (end > 0 && from - end < LongestGap && IsGap(text, end - 1))
            {
                end--;
            }

            var word = end;
            while (word > 0 && end - word < LongestName && IsName(text[word - 1]) && IsOfOneScript(text[word - 1], text[end - 1]))
            {
                word--;
            }

            // A stop after a long word ends a sentence; "tel." and "no." go on.
            if (word == end || (end - word > 4 && end < text.Length && text[end] == '.'))
            {
                return false;
            }

            var name = text[word..end];
            if (AnyIs(name, words))
            {
                return true;
            }

            // Farther back only over a word that says nothing itself.
            if (!AnyIs(name, s_fillers))
            {
                return false;
            }

            end = word;
        }

        return false;
    }

    private static bool IsGap(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        ' ' or ':' or '#' or '.' or '=' or '(' or '+' or '"' or '\'' or '`' or '*' or '|' or '>' or '\t' or ';' or '°' => true,

        // Between two cells, not between two clauses.
        ',' => at + 1 < text.Length && text[at + 1] != ' ',
        _ => false,
    };

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '§' or '☎' or '№';

    /// <summary>Scripts that need no spaces need none before a word of another script either.</summary>
    private static bool IsOfOneScript(char c, char last) => !char.IsLetter(c) || !char.IsLetter(last) || Chars.IsWord(c) == Chars.IsWord(last);

    /// <summary>The words of a name: <c>contact_phone</c>, <c>phoneNumber</c>, <c>phone2</c>. Scripts without spaces: what it ends in.</summary>
    private static bool AnyIs(ReadOnlySpan<char> name, string[] words)
    {
        if (!Chars.IsWord(name[^1]) && name[^1] != '_')
        {
            foreach (var word in words)
            {
                if (name.EndsWith(word, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        if (Is(name, words))
        {
            return true;
        }

        for (var start = 0; start < name.Length;)
        {
            var end = start + 1;
            while (end < name.Length && char.IsLetter(name[end]) && !(char.IsUpper(name[end]) && char.IsLower(name[end - 1])))
            {
                end++;
            }

            if ((start > 0 || end < name.Length) && Is(name[start..end], words))
            {
                return true;
            }

            start = end;
            while (start < name.Length && !char.IsLetter(name[start]))
            {
                start++;
            }
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<char> name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
