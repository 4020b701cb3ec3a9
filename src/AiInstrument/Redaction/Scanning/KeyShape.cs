using System.Buffers;

namespace AiInstrument.Redaction.Scanning;

/// <summary>How a provider's keys begin, and what follows.</summary>
/// <param name="Prefix">Its first characters, up to the one that the scanner stops at.</param>
/// <param name="Alphabet">What the rest is made of.</param>
/// <param name="Least">The fewest characters behind the prefix.</param>
/// <param name="Most">The most of them; 0 for no bound.</param>
internal sealed record KeyShape(string Prefix, SearchValues<char> Alphabet, int Least, int Most = 0)
{
    private static readonly SearchValues<char> s_url = Chars.Base64Url;

    /// <summary>Keys that are known at a dash.</summary>
    public static readonly KeyShape[] AtDash =
    [
        new("glpat-", s_url, 20), new("xapp-", s_url, 40), new("key-", Chars.LowerHex, 32, 32), new("xai-", s_url, 60), new("pplx-", s_url, 40), new("pypi-", s_url, 80), new("tvly-", s_url, 24),
        new("PMAK-", s_url, 50), new("GOCSPX-", s_url, 24), new("nvapi-", s_url, 40), new("csk-", s_url, 40), new("pa-", s_url, 40),
    ];

    /// <summary>Keys that are known at an underscore.</summary>
    public static readonly KeyShape[] AtUnderscore =
    [
        new("ghp_", s_url, 36), new("gho_", s_url, 36), new("ghu_", s_url, 36), new("ghs_", s_url, 36), new("ghr_", s_url, 36), new("github_", s_url, 30), new("sk_", s_url, 21), new("rk_", s_url, 21), new("whsec_", s_url, 24), new("npm_", s_url, 36, 36),
        new("hf_", s_url, 30), new("gsk_", s_url, 40), new("r8_", s_url, 37), new("lsv2_", s_url, 40), new("dop_", s_url, 60), new("shpat_", s_url, 32), new("lin_", s_url, 36), new("pcsk_", s_url, 40), new("fw_", s_url, 22), new("ntn_", s_url, 40),
        new("figd_", s_url, 36), new("glsa_", s_url, 36), new("jina_", s_url, 40),
    ];

    /// <summary>Keys that are known at a dot.</summary>
    public static readonly KeyShape[] AtDot = [new("SG.", Chars.Dotted, 60), new("dp.", Chars.Dotted, 40), new("hvs.", s_url, 80), new("ya29.", Chars.Dotted, 60)];

    /// <summary>The shape whose prefix ends at a place; null when none does.</summary>
    public static KeyShape? Find(KeyShape[] shapes, ReadOnlySpan<char> text, int at, int floor)
    {
        if (at == 0)
        {
            return null;
        }

        var last = text[at - 1];
        foreach (var shape in shapes)
        {
            var prefix = shape.Prefix;
            var start = at + 1 - prefix.Length;
            if (prefix[^2] == last && start >= floor && text[start..at].SequenceEqual(prefix.AsSpan(0, prefix.Length - 1)) && !Chars.IsInWord(text, start))
            {
                return shape;
            }
        }

        return null;
    }
}
