using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>Compares what was acknowledged with what the database of a stopped collector has.</summary>
/// <param name="Requests">Requests of which it has calls.</param>
/// <param name="Lost">Acknowledged requests of which calls are missing.</param>
/// <param name="Torn">Requests of which only some calls are there.</param>
/// <param name="Rows">Calls.</param>
/// <param name="CountedByTotals">Calls that the totals count.</param>
internal sealed record StoredLoad(long Requests, long Lost, long Torn, long Rows, long CountedByTotals)
{
    /// <summary>Whether all that was acknowledged is there, whole, and counted once.</summary>
    public bool IsWhole => Lost == 0 && Torn == 0 && Rows == CountedByTotals;

    /// <summary>Reads the database.</summary>
    public static StoredLoad Read(string folder, LoadBatch batches, IEnumerable<long> acknowledged)
    {
        using var connection = new SqliteConnection(new DatabaseFile(folder, TimeSpan.FromSeconds(30)).ConnectionString + ";Pooling=False");
        connection.Open();
        var found = new Dictionary<long, int>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT trace_id FROM interactions";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var number = LoadBatch.NumberOf(reader.GetFieldValue<byte[]>(0)) ?? throw new InvalidDataException("A trace of something else.");
                found[number] = found.GetValueOrDefault(number) + 1;
            }
        }

        using var totals = connection.CreateCommand();
        totals.CommandText = "SELECT coalesce(sum(calls), 0) FROM usage_daily";
        return new StoredLoad(
            found.Count,
            acknowledged.Count(number => found.GetValueOrDefault(number) != batches.Spans),
            found.Values.Count(count => count != batches.Spans),
            found.Values.Sum(count => (long)count),
            (long)totals.ExecuteScalar()!);
    }
}
