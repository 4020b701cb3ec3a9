using System.Globalization;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Budgets;

/// <summary>What the counters must say, the simplest way: every stored call is held against every budget, by its local date.</summary>
internal static class CounterModel
{
    /// <summary>Says how counters and stored calls differ; empty when they do not.</summary>
    public static async Task<string> DifferencesAsync(TestCollector collector)
    {
        var budgets = await collector.Budgets.ListAsync(Workspaces.DefaultId, CancellationToken.None);
        var expected = new SortedDictionary<string, (long Cost, long Tokens, long Calls, long Unpriced, long Estimated)>(StringComparer.Ordinal);
        await foreach (var call in CallsAsync(collector))
        {
            foreach (var budget in budgets)
            {
                if (KeyOf(budget.Draft.Scope, call.Values) is { } key && (budget.CountedFrom is not { } from || Period(budget, call.Start) >= Period(budget, from)))
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{budget.Id} {Period(budget, call.Start):yyyy-MM-dd} {key}");
                    var sums = expected.GetValueOrDefault(name);
                    expected[name] = (sums.Cost + call.Cost, sums.Tokens + call.Tokens, sums.Calls + 1, sums.Unpriced + call.Unpriced, sums.Estimated + call.Estimated);
                }
            }
        }

        var stored = new SortedDictionary<string, (long Cost, long Tokens, long Calls, long Unpriced, long Estimated)>(StringComparer.Ordinal);
        using var connection = await collector.File.OpenReaderAsync(CancellationToken.None);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT budget_id, period_start, key, cost_nano_usd, tokens, calls, unpriced_calls, estimated_calls FROM budget_counters";
        using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var budget = budgets.Single(one => one.Id == reader.GetInt32(0));
            var name = string.Create(CultureInfo.InvariantCulture, $"{budget.Id} {Period(budget, DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(1))):yyyy-MM-dd} {reader.GetString(2)}");
            stored.Add(name, (reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7)));
        }

        var wrong = expected.Except(stored).Select(pair => $"lacks {pair}").Concat(stored.Except(expected).Select(pair => $"has {pair}"));
        return string.Join('\n', wrong.Take(10));
    }

    // The first local day of the period that an instant is in.
    private static DateOnly Period(Budget budget, DateTimeOffset instant)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(budget.Draft.TimeZone)).DateTime);
        switch (budget.Draft.Period)
        {
            case BudgetPeriod.Day:
                return day;
            case BudgetPeriod.Month:
                return new DateOnly(day.Year, day.Month, 1);
            case BudgetPeriod.Total:
                return default;
        }

        while (day.DayOfWeek != DayOfWeek.Monday)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static string? KeyOf(BudgetScope scope, IReadOnlyList<string?> values)
    {
        string?[] asked = [scope.Organization, scope.User, scope.Project, scope.Feature, scope.EntryPoint, scope.Model, scope.Service];
        var key = new List<string>();
        for (var dimension = 0; dimension < asked.Length; dimension++)
        {
            if (asked[dimension] is { } value && (values[dimension] is null || (value != "*" && value != values[dimension])))
            {
                return null;
            }

            if (asked[dimension] == "*")
            {
                key.Add(values[dimension]!);
            }
        }

        return string.Join('\u001F', key);
    }

    private static async IAsyncEnumerable<StoredCallRow> CallsAsync(TestCollector collector)
    {
        static string Value(string column) => $"(SELECT value FROM dimension_values WHERE id = i.{column})";

        using var connection = await collector.File.OpenReaderAsync(CancellationToken.None);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT start_unix_nano, coalesce(cost_nano_usd, 0), coalesce(input_tokens, 0) + coalesce(output_tokens, 0), unpriced, estimated,
                {Value("organization_id")}, {Value("user_id")}, {Value("project_id")}, {Value("feature_id")}, {Value("entry_point_id")},
                coalesce({Value("request_model_id")}, {Value("response_model_id")}), {Value("service_id")}
            FROM interactions i WHERE counted = 1 AND coalesce({Value("error_type_id")}, '') <> 'AiInstrument.Budgets.AiBudgetExceededException'
            """;
        using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            yield return new StoredCallRow(
                DateTimeOffset.UnixEpoch.AddTicks(reader.GetInt64(0) / 100),
                reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
                [.. Enumerable.Range(5, 7).Select(column => reader.IsDBNull(column) ? null : reader.GetString(column))]);
        }
    }

    private sealed record StoredCallRow(DateTimeOffset Start, long Cost, long Tokens, long Unpriced, long Estimated, IReadOnlyList<string?> Values);
}
