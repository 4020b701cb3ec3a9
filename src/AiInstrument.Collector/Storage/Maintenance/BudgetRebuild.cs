using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Sums the counters of budgets up from the records again. Periods of which retention has removed records stay as they are.</summary>
internal static class BudgetRebuild
{
    /// <summary>Rebuilds all counters, in the transaction that is open.</summary>
    public static RebuiltRollup Run(SqliteWriter writer)
    {
        var book = new BudgetBook(writer);
        var filler = new BudgetFiller(writer, book);
        long groups = 0, added = 0, removed = 0;
        foreach (var budget in book.Budgets.Where(budget => budget.CountedFrom is not null))
        {
            var from = FirstWhole(budget, filler.KeptFrom);
            var right = filler.Sum(budget, from);
            var stored = Stored(writer, budget.Id, from);
            groups += right.Count;
            added += right.Count(pair => !stored.TryGetValue(pair.Key, out var sums) || !sums.Equals(pair.Value));
            removed += stored.Count(pair => !right.TryGetValue(pair.Key, out var sums) || !sums.Equals(pair.Value));
            Replace(writer, budget.Id, from, right);
        }

        return new RebuiltRollup("budget_counters", groups, added, removed);
    }

    private static long FirstWhole(BudgetDefinition budget, long keptFrom)
    {
        var first = Math.Max(budget.CountedFrom!.Value, keptFrom);
        var span = budget.Calendar.At(DateTimeOffset.FromUnixTimeSeconds(first));
        return span.Start >= first ? span.Start : span.End ?? long.MaxValue / UnixTime.NanosPerSecond;
    }

    private static Dictionary<(long Period, string Key), BudgetSums> Stored(SqliteWriter writer, int budget, long from)
    {
        var stored = new Dictionary<(long Period, string Key), BudgetSums>();
        using var rows = writer.Prepare("SELECT period_start, key, cost_nano_usd, tokens, calls, unpriced_calls, estimated_calls FROM budget_counters WHERE budget_id = ? AND period_start >= ?");
        rows.Bind(1, (long)budget);
        rows.Bind(2, from);
        while (rows.Step())
        {
            stored.Add((rows.Int64(0), rows.Text(1)!), BudgetSums.Read(rows, 2));
        }

        return stored;
    }

    private static void Replace(SqliteWriter writer, int budget, long from, Dictionary<(long Period, string Key), BudgetSums> right)
    {
        using var delete = writer.Prepare("DELETE FROM budget_counters WHERE budget_id = ? AND period_start >= ?");
        delete.Bind(1, (long)budget);
        delete.Bind(2, from);
        delete.Run();
        using var insert = writer.Prepare("INSERT INTO budget_counters (budget_id, period_start, key, cost_nano_usd, tokens, calls, unpriced_calls, estimated_calls) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        foreach (var ((period, key), sums) in right)
        {
            insert.Bind(1, (long)budget);
            insert.Bind(2, period);
            insert.Bind(3, key);
            sums.Bind(insert, 4);
            insert.Run();
        }
    }
}
