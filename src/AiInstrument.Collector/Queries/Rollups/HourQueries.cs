using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>Reads a window by hour.</summary>
internal sealed class HourQueries(ReadSnapshot snapshot, RollupQueries rollups)
{
    // The hourly rollup has every combination without people: reading many days of it takes long.
    private const int MostDaysOfCombinations = 93;

    public async Task<UsageHours> ReadAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (rollups.Find(connection, workspaceId, filter) is not { } ids)
        {
            return new UsageHours([], new UsageTotals());
        }

        if (Command(connection, workspaceId, window, filter, ids) is not { } commands)
        {
            return new UsageHours(null, new UsageTotals());
        }

        var hours = new SortedDictionary<long, UsageTotals>();
        foreach (var command in commands)
        {
            using (command)
            {
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    var row = new RowReader(reader);
                    _ = row.Int64();
                    var hour = row.Int64();
                    var totals = row.Totals();
                    hours[hour] = hours.TryGetValue(hour, out var sum) ? sum.Plus(totals) : totals;
                }
            }
        }

        var missing = hours.Values.Aggregate(await rollups.TotalsAsync(workspaceId, window, filter, cancellationToken).ConfigureAwait(false), (left, hour) => left.Minus(hour));
        return new UsageHours([.. hours.Select(hour => new UsageBucket(DateTimeOffset.UnixEpoch.AddHours(hour.Key), hour.Value))], missing);
    }

    // Rows are a number that says nothing, the hour and its totals.
    private static IEnumerable<SqliteCommand>? Command(SqliteConnection connection, int workspaceId, UsageWindow window, UsageFilter filter, FilterIds ids)
    {
        var kind = HourRollup.Kept.Select(kept => kept.Kind).FirstOrDefault(ids.Kinds.Has);
        if (ids.Kinds.Count == (kind == HourRollup.AllCalls ? 0 : 1))
        {
            return ids.Each.Select(one => OfOne(connection, workspaceId, window, kind, kind == HourRollup.AllCalls ? 0 : one.One(kind)));
        }

        return ids.Kinds.And(DimensionSet.People).Count == 0 && window.FromDay is { } from && window.ToDay.DayNumber - from.DayNumber < MostDaysOfCombinations
            ? [new Timeline(window, Hours: true).HoursCommand(connection, workspaceId, filter, dimension: null, among: null)]
            : null;
    }

    // Each hour is one row, whose key is known.
    private static SqliteCommand OfOne(SqliteConnection connection, int workspaceId, UsageWindow window, DimensionKind kind, long value)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE buckets (bucket) AS (SELECT $from UNION ALL SELECT bucket + 1 FROM buckets WHERE bucket < $to)
            SELECT 0, u.hour, {string.Join(", ", RollupDefinition.Sums.Select(sum => "u." + sum.Column))}
            FROM buckets b CROSS JOIN {HourRollup.Table} u ON u.workspace_id = $workspace AND u.kind = $kind AND u.hour = b.bucket AND u.of_id = $value
            """;
        command.Parameters.AddWithValue("$from", RollupReader.FromDay(connection, workspaceId, window) * UnixTime.HoursPerDay);
        command.Parameters.AddWithValue("$to", ((long)QueryConditions.Day(window.ToDay) * UnixTime.HoursPerDay) + UnixTime.HoursPerDay - 1);
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$kind", (int)kind);
        command.Parameters.AddWithValue("$value", value);
        return command;
    }
}
