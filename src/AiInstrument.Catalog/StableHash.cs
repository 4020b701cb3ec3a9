using System.Globalization;
using System.Text;

namespace AiInstrument.Catalog;

/// <summary>A hash that is the same in every process and on every machine, unlike <see cref="object.GetHashCode"/>.</summary>
internal static class StableHash
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>Sixteen lower-case hex digits: FNV-1a over UTF-8, mixed once more so that neighbouring texts do not give neighbouring hashes.</summary>
    public static string Of(string text)
    {
        var hash = FnvOffset;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * FnvPrime;
        }

        hash ^= hash >> 32;
        hash *= 0xd6e8feb86659fd93;
        hash ^= hash >> 32;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
