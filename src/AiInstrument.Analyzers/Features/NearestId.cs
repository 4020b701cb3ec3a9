namespace AiInstrument.Analyzers.Features;

/// <summary>Guesses which id was meant.</summary>
internal static class NearestId
{
    /// <summary>The id with the fewest differing letters, the first of equals; null where more than a third differs.</summary>
    public static string? Of(string id, IEnumerable<string> ids)
    {
        string? nearest = null;
        var least = Math.Max(1, id.Length / 3) + 1;
        foreach (var other in ids.OrderBy(i => i, StringComparer.Ordinal))
        {
            if (Math.Abs(other.Length - id.Length) < least && Distance(id, other) is var distance && distance < least)
            {
                (nearest, least) = (other, distance);
            }
        }

        return nearest;
    }

    /// <summary>Letters that differ, are missing or are too many, and neighbours that changed places (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var above = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j < above.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), 1 + Math.Min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above, row) = (above, row, before);
        }

        return above[b.Length];
    }
}
