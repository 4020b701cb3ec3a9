namespace AiInstrument.Redaction.Scanning;

/// <summary>The word before a number: it says what the number is where its shape does not.</summary>
internal static class NumberContext
{
    private static readonly string[] s_versions = ["version", "ver", "v", "release", "build", "sürüm", "versión", "versione", "firmware"];

    private static readonly string[] s_identifiers =
    [
        "order", "invoice", "ticket", "case", "ref", "reference", "tracking", "id", "sku", "isbn", "part", "serial", "batch", "lot", "issue",
        "sipariş", "fatura", "bestellung", "rechnung", "commande", "facture", "pedido", "factura", "ordine", "article",
    ];

    private static readonly string[] s_phones = ["phone", "tel", "telephone", "telefon", "mobile", "cell", "call", "fax", "whatsapp", "cep", "gsm", "handy", "teléfono", "téléphone", "telefono", "móvil", "text", "sms"];

    private static readonly string[] s_socialSecurity = ["ssn", "security"];

    public static bool NamesVersion(ReadOnlySpan<char> text, int start) => Names(text, start, s_versions);

    public static bool NamesIdentifier(ReadOnlySpan<char> text, int start) => (start > 0 && text[start - 1] == '#') || Names(text, start, s_identifiers);

    public static bool NamesPhone(ReadOnlySpan<char> text, int start) => Names(text, start, s_phones);

    public static bool NamesSocialSecurity(ReadOnlySpan<char> text, int start) => Names(text, start, s_socialSecurity);

    /// <summary>The nearest word is looked at, and the one before it: "order number", "phone no.".</summary>
    private static bool Names(ReadOnlySpan<char> text, int start, string[] words)
    {
        var end = start;
        for (var n = 0; n < 2; n++)
        {
            while (end > 0 && start - end < 6 + (n * 12) && text[end - 1] is ' ' or ':' or '#' or '.' or '=' or '(' or '+' or '"' or '\'' or '\u00A0')
            {
                end--;
            }

            var word = end;
            while (word > 0 && end - word < 16 && char.IsLetter(text[word - 1]))
            {
                word--;
            }

            // A stop after a long word ends a sentence; "tel." and "no." go on.
            if (word == end || (end - word > 4 && end < text.Length && text[end] == '.'))
            {
                return false;
            }

            foreach (var known in words)
            {
                if (text[word..end].Equals(known, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            // Farther back only over a word that says nothing itself.
            if (!IsFiller(text[word..end]))
            {
                return false;
            }

            end = word;
        }

        return false;
    }

    private static bool IsFiller(ReadOnlySpan<char> word) =>
        word.Equals("no", StringComparison.OrdinalIgnoreCase) || word.Equals("number", StringComparison.OrdinalIgnoreCase) || word.Equals("nr", StringComparison.OrdinalIgnoreCase)
        || word.Equals("is", StringComparison.OrdinalIgnoreCase) || word.Equals("me", StringComparison.OrdinalIgnoreCase) || word.Equals("at", StringComparison.OrdinalIgnoreCase)
        || word.Equals("numarası", StringComparison.OrdinalIgnoreCase) || word.Equals("numara", StringComparison.OrdinalIgnoreCase) || word.Equals("nummer", StringComparison.OrdinalIgnoreCase);
}
