using System.Globalization;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;

namespace AiInstrument.Collector.Budgets.Counting;

/// <summary>
/// Counts what is recorded already. The writer does it between two commits, so that a call is counted either here or as it arrives, and never by both.
/// </summary>
internal sealed class BudgetFiller(SqliteWriter writer, BudgetBook book)
{
    private const string Dimensions = "provider_id, model_id, feature_id, category_id, entry_point_id, organization_id, user_id, project_id, service_id";

    private readonly SqliteStatement _uncounted = writer.Prepare($"SELECT {BudgetDefinition.Columns} FROM budgets WHERE counted_from IS NULL");
    private readonly SqliteStatement _counted = writer.Prepare("UPDATE budgets SET counted_from = ?, complete = ? WHERE id = ?");
    private readonly SqliteStatement _keptFrom = writer.Prepare(Retention.KeptFrom);
    private readonly SqliteStatement _forget = writer.Prepare("DELETE FROM budget_counters WHERE budget_id = ?");
    private readonly SqliteStatement _dropLeases = writer.Prepare("DELETE FROM budget_leases WHERE budget_id = ?");

    /// <summary>Takes up what the admins have changed: counts new and redefined budgets for their current period, and drops what is left of deleted ones.</summary>
    /// <param name="now">The moment that tells the current period.</param>
    /// <returns>Whether a budget was counted or dropped.</returns>
    public bool TakeUp(DateTimeOffset now)
    {
        var counted = Uncounted();
        foreach (var budget in counted)
        {
            Bind(_forget, budget.Id).Run();
            Bind(_dropLeases, budget.Id).Run();
            var first = budget.Calendar.At(now).Start;
            Bind(_counted, first);
            _counted.Bind(2, IsComplete(budget, first));
            _counted.Bind(3, (long)budget.Id);
            _counted.Run();
        }

        book.Load();
        foreach (var budget in book.Budgets.Where(budget => counted.Exists(one => one.Id == budget.Id)))
        {
            CountRecords(budget, budget.CountedFrom!.Value);
            CountRemoved(budget, budget.CountedFrom!.Value);
            book.Flush();
        }

        return DropDeleted() | counted.Count > 0;
    }

    /// <summary>Sums the records of a budget up again.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="from">The first second that counts.</param>
    public Dictionary<(long Period, string Key), BudgetSums> Sum(BudgetDefinition budget, long from)
    {
        CountRecords(budget, from);
        return book.Take();
    }

    /// <summary>The first second of a day whose records are all kept.</summary>
    public long KeptFrom => (_keptFrom.Find() ?? 0) * UnixTime.SecondsPerDay;

    private List<BudgetDefinition> Uncounted()
    {
        var budgets = new List<BudgetDefinition>();
        while (_uncounted.Step())
        {
            budgets.Add(BudgetDefinition.Read(_uncounted));
        }

        return budgets;
    }

    // What retention has removed is known by whole UTC days, and by the model that answered.
    private bool IsComplete(BudgetDefinition budget, long first) => first >= KeptFrom || (first % UnixTime.SecondsPerDay == 0 && budget.Draft.Scope.Model is null);

    private void CountRecords(BudgetDefinition budget, long from)
    {
        var index = book.Only(budget);
        var denied = DeniedId(budget.Workspace);
        using var rows = writer.Prepare(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT start_unix_nano, {Dimensions}, CASE request_model_id WHEN 0 THEN model_id ELSE request_model_id END,
                coalesce(cost_nano_usd, 0), coalesce(input_tokens, 0) + coalesce(output_tokens, 0), unpriced, estimated
            FROM interactions WHERE workspace_id = {budget.Workspace} AND start_unix_nano >= {from * UnixTime.NanosPerSecond} AND counted = 1 AND error_type_id <> {denied}
            """));
        while (rows.Step())
        {
            book.Count(index, Group(rows, 1), new CountedCall(rows.Int64(0), book.TextOf(rows.Int64(10)), rows.Int64(11), rows.Int64(12), 1, rows.Int64(13), rows.Int64(14)), 1);
        }
    }

    private void CountRemoved(BudgetDefinition budget, long from)
    {
        var index = book.Only(budget);
        using var rows = writer.Prepare(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT day, {Dimensions}, cost_nano_usd, input_tokens + output_tokens, calls, unpriced_calls, estimated_calls
            FROM usage_daily WHERE workspace_id = {budget.Workspace} AND day >= {(from + UnixTime.SecondsPerDay - 1) / UnixTime.SecondsPerDay} AND day < {KeptFrom / UnixTime.SecondsPerDay}
            """));
        while (rows.Step())
        {
            var group = Group(rows, 1);
            var call = new CountedCall(rows.Int64(0) * UnixTime.NanosPerDay, book.TextOf(group.Model), rows.Int64(10), rows.Int64(11), rows.Int64(12), rows.Int64(13), rows.Int64(14));
            book.Count(index, group, call, 1);
        }
    }

    private bool DropDeleted()
    {
        var dropped = false;
        foreach (var table in (string[])["budget_counters", "budget_leases"])
        {
            // From one budget to the next: there are few of them, and a row for each value and period.
            writer.Execute($"""
                WITH RECURSIVE known (id) AS (
                    SELECT min(budget_id) FROM {table}
                    UNION ALL SELECT (SELECT min(budget_id) FROM {table} WHERE budget_id > known.id) FROM known WHERE known.id IS NOT NULL)
                DELETE FROM {table} WHERE budget_id IN (SELECT id FROM known WHERE id NOT IN (SELECT id FROM budgets))
                """);
            dropped |= writer.Changes > 0;
        }

        return dropped;
    }

    private long DeniedId(int workspace)
    {
        using var find = writer.Prepare("SELECT id FROM dimension_values WHERE workspace_id = ? AND kind = ? AND value = ?");
        Bind(find, workspace);
        find.Bind(2, (long)DimensionKind.ErrorType);
        find.Bind(3, Interaction.DeniedType);
        return find.Find() ?? -1;
    }

    private static RollupGroup Group(SqliteStatement row, int column) => new(
        row.Int64(column), row.Int64(column + 1), row.Int64(column + 2), row.Int64(column + 3), row.Int64(column + 4),
        row.Int64(column + 5), row.Int64(column + 6), row.Int64(column + 7), row.Int64(column + 8));

    private static SqliteStatement Bind(SqliteStatement statement, long first)
    {
        statement.Bind(1, first);
        return statement;
    }
}
