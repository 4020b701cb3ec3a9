namespace AiInstrument.Analyzers;

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

    /// <summary>Levenshtein's distance, one row of the table at a time.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
