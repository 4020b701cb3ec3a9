using System.Text;
using AiInstrument.Collector.Queries.Sql;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>The places of names in their order, which is that of SQLite: by the bytes of their UTF-8, no name first.</summary>
internal static class NameRanks
{
    private static readonly Comparer<byte[]> Bytes = Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <summary>Ranks names.</summary>
    /// <param name="connection">The snapshot's.</param>
    /// <param name="ids">Ids of values of a dimension, or 0.</param>
    /// <param name="current">What a name is called today.</param>
    /// <returns>The rank of each id; ids with the same name have the same.</returns>
    public static Dictionary<long, long> Of(SqliteConnection connection, IReadOnlyCollection<long> ids, Func<string, string?> current)
    {
        var names = DimensionNames.Of(connection, ids.Distinct());
        var ranks = new Dictionary<long, long>();
        var rank = 0L;
        foreach (var same in ids.Distinct().GroupBy(id => names.TryGetValue(id, out var name) ? current(name) : null, StringComparer.Ordinal)
            .OrderBy(same => same.Key is not null).ThenBy(same => Encoding.UTF8.GetBytes(same.Key ?? ""), Bytes))
        {
            foreach (var id in same)
            {
                ranks.Add(id, rank);
            }

            rank++;
        }

        return ranks;
    }
}
