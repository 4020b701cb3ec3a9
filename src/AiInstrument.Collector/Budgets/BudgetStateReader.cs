using AiInstrument.Collector.Budgets.Counting;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Budgets;

/// <summary>Reads what is used of a budget in the period that holds now.</summary>
internal static class BudgetStateReader
{
    /// <summary>The states; one without usage where the budget is not for each value.</summary>
    public static List<BudgetState> Read(SqliteConnection connection, Budget budget, DateTimeOffset now, int mostKeys)
    {
        var calendar = BudgetCalendar.Of(budget.Draft.Period, budget.Draft.TimeZone);
        var span = calendar.At(now);
        var draft = budget.Draft;
        var none = new BudgetState(budget.Id, draft.Name, "", draft.Unit, calendar.Name(span), span.ResetsAt, 0, draft.SoftLimit, draft.HardLimit, draft.WarningPercent);
        using var command = connection.CreateCommand();
        var used = draft.Unit switch { BudgetUnit.Usd => "cost_nano_usd", BudgetUnit.Tokens => "tokens", _ => "calls" };
        command.CommandText = $"""
            WITH held AS (
                SELECT key, sum(max(0, CASE WHEN closed_unix_ms IS NULL THEN max(granted, settled) ELSE settled END - recorded)) AS amount
                FROM budget_leases WHERE budget_id = $budget AND period_start = $period AND (closed_unix_ms IS NULL OR settled > recorded) GROUP BY key),
            keys AS (SELECT key FROM budget_counters WHERE budget_id = $budget AND period_start = $period UNION SELECT key FROM held WHERE amount > 0)
            SELECT k.key, coalesce(c.{used}, 0), coalesce(h.amount, 0), coalesce(c.calls, 0), coalesce(c.unpriced_calls, 0), coalesce(c.estimated_calls, 0)
            FROM keys k LEFT JOIN budget_counters c ON c.budget_id = $budget AND c.period_start = $period AND c.key = k.key LEFT JOIN held h ON h.key = k.key
            ORDER BY coalesce(c.{used}, 0) DESC, k.key LIMIT $most
            """;
        command.Parameters.AddWithValue("$budget", budget.Id);
        command.Parameters.AddWithValue("$period", span.Start);
        command.Parameters.AddWithValue("$most", mostKeys);
        var states = new List<BudgetState>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            states.Add(none with
            {
                Key = reader.GetString(0),
                Used = reader.GetInt64(1),
                Leased = reader.GetInt64(2),
                Calls = reader.GetInt64(3),
                UnpricedCalls = reader.GetInt64(4),
                EstimatedCalls = reader.GetInt64(5),
            });
        }

        return states is [] && draft.Scope.Stars == 0 ? [none] : states;
    }
}
