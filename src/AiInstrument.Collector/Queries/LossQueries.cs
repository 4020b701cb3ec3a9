using AiInstrument.Collector.Queries.Sql;

namespace AiInstrument.Collector.Queries;

/// <summary>Reads what applications say they have lost.</summary>
internal sealed class LossQueries(ReadSnapshot snapshot)
{
    public async Task<IReadOnlyList<ServiceLoss>> ReadAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT service, sum(lost), sum(rejected), min(since_unix_ms), max(last_unix_ms)
            FROM reported_losses
            WHERE workspace_id = $workspace AND last_unix_ms >= $from AND since_unix_ms < $end
            GROUP BY service ORDER BY sum(lost) + sum(rejected) DESC, service
            """;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$from", window.FromDay is { } from ? StartOf(from) : 0);
        command.Parameters.AddWithValue("$end", StartOf(window.ToDay.AddDays(1)));
        using var reader = command.ExecuteReader();
        var losses = new List<ServiceLoss>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            losses.Add(new ServiceLoss(
                row.Text() ?? "",
                row.Int64(),
                row.Int64(),
                DateTimeOffset.FromUnixTimeMilliseconds(row.Int64()),
                DateTimeOffset.FromUnixTimeMilliseconds(row.Int64())));
        }

        return losses;
    }

    private static long StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
}
