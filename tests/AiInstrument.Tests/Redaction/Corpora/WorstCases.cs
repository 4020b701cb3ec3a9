using System.Text;

namespace AiInstrument.Tests.Redaction.Corpora;

/// <summary>Texts that make scanners and regular expressions that go back read the same stretch again and again.</summary>
internal static class WorstCases
{
    private static readonly string[] s_parts =
    [
        "@", "a@", "a@b", "@a-", "a.b@c.d.", "1", "1 ", "1.", "1-", "1:", "(1)", "+1", "0 ", "4111 ", "1.1.", "::", "1:1:", "fe80:", "-", "sk-", "sk-a", "sk-ant-", "api-key=", "api_key:a", "ghp_-", "hf_", "eyJ", "eyJ-", "eyJhbGciOi-", "eyJhbGciOi.", "A", "AKIA-",
        "AIza-", "ABSK+", "AAA:", "12345678:AA-", "Bearer ", "SK-", "SK0", "dapi0", "DE89", "DE89 ", "-----", "-----BEGIN ", "-----BEGIN PRIVATE KEY", "-----END ", "xoxb-", "SG.", "aws_secret_access_key=", "SecretAccessKey", "\\", "\\u", "\\u002B", "%", "%4", "%40", "&", "&#", "&#43;",
        "\"", "{\"a\":", "[", "[1,", "\uFF11", "\u00A0", "tel ", "no no ", "=1+", "a=1+1", " ",
    ];

    /// <summary>One part over and over, by name.</summary>
    public static IEnumerable<(string Name, string Text)> OfLength(int length)
    {
        foreach (var part in s_parts)
        {
            yield return (part, new StringBuilder(length + part.Length).Insert(0, part, (length / part.Length) + 1).ToString(0, length));
        }

        // A document with one string and something to find in every third character of it.
        yield return ("json of emails", "{\"a\":\"" + new StringBuilder().Insert(0, "a@b.cd ", length / 7) + "\"}");
    }
}
