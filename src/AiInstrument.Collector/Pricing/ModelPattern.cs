namespace AiInstrument.Collector.Pricing;

/// <summary>Model patterns in which <c>*</c> stands for any text, the empty one included.</summary>
internal static class ModelPattern
{
    /// <summary>Whether the whole name fits the pattern. Linear in the name for each star; case matters.</summary>
    public static bool Matches(string pattern, string name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = n;
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }
}
