using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage.Model;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Billing;

/// <summary>Reads statements, and compares them with what the rollups say today.</summary>
internal static class Statements
{
    private const string Columns = """
        day, provider, model, feature, category, prices, calls, succeeded, failed, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, reasoning_tokens,
        cost_nano_usd, unpriced_calls, unpriced_tokens, estimated_calls, duration_ms
        """;

    private static readonly string SummariesSql = $"""
        SELECT s.id, s.organization, s.month, s.closed_unix_ms, s.closed_by, l.day IS NULL OR l.day >= CAST(strftime('%s', s.month || '-01') AS INTEGER) / 86400, {TotalsSql.OverRollup}
        FROM statements s LEFT JOIN statement_lines l ON l.statement_id = s.id
        WHERE s.workspace_id = $workspace AND ($organization IS NULL OR s.organization = $organization) AND ($id IS NULL OR s.id = $id)
        GROUP BY s.id, 6
        ORDER BY s.month DESC, s.organization, s.id
        """;

    /// <summary>Statements, the latest month first.</summary>
    /// <param name="connection">The snapshot's.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="organization">The only organization, or null.</param>
    /// <param name="id">The only statement, or null.</param>
    public static List<StatementSummary> ReadSummaries(SqliteConnection connection, int workspaceId, string? organization, long? id = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SummariesSql;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$organization", (object?)organization ?? DBNull.Value);
        command.Parameters.AddWithValue("$id", (object?)id ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        var found = new List<StatementSummary>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            var summary = new StatementSummary(row.Int64(), row.Text()!, Month(row.Text()), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64()), row.Text()!, new UsageTotals(), new UsageTotals());
            var own = row.Flag();
            var totals = row.Totals();
            if (found.Count > 0 && found[^1].Id == summary.Id)
            {
                summary = found[^1];
                found.RemoveAt(found.Count - 1);
            }

            found.Add(own ? summary with { Usage = totals } : summary with { Corrections = totals });
        }

        return found;
    }

    /// <summary>The lines of a statement in their order.</summary>
    public static List<InvoiceLine> ReadLines(SqliteConnection connection, long statementId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM statement_lines WHERE statement_id = $id ORDER BY number";
        command.Parameters.AddWithValue("$id", statementId);
        using var reader = command.ExecuteReader();
        var lines = new List<InvoiceLine>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            var day = DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)row.Int64());
            var line = new InvoiceLine(day, row.Text(), row.Text(), row.Text(), row.Text(), new UsageTotals());
            var prices = row.Text()!;
            lines.Add(line with { Prices = [.. prices.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))], Totals = row.Totals() });
        }

        return lines;
    }

    /// <summary>The stored hash of a statement's lines.</summary>
    public static string ReadHash(SqliteConnection connection, long statementId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT lines_sha256 FROM statements WHERE id = $id";
        command.Parameters.AddWithValue("$id", statementId);
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>A line as it is stored.</summary>
    public static StatementLineRow ToRow(InvoiceLine line, int number) => new()
    {
        Number = number,
        Day = QueryConditions.Day(line.Day),
        Provider = line.Provider,
        Model = line.Model,
        Feature = line.Feature,
        Category = line.Category,
        Calls = line.Totals.Calls,
        Succeeded = line.Totals.Succeeded,
        Failed = line.Totals.Failed,
        InputTokens = line.Totals.InputTokens,
        OutputTokens = line.Totals.OutputTokens,
        CachedInputTokens = line.Totals.CachedInputTokens,
        CacheWriteTokens = line.Totals.CacheWriteTokens,
        ReasoningTokens = line.Totals.ReasoningTokens,
        CostNanoUsd = line.Totals.CostNanoUsd,
        UnpricedCalls = line.Totals.UnpricedCalls,
        UnpricedTokens = line.Totals.UnpricedTokens,
        EstimatedCalls = line.Totals.EstimatedCalls,
        DurationMs = line.Totals.DurationMs,
        Prices = string.Join(',', line.Prices.Select(id => id.ToString(CultureInfo.InvariantCulture))),
    };

    /// <summary>What the closed months of an organization would say otherwise today. Everything that any statement billed for a day counts as billed.</summary>
    public static List<Correction> ReadCorrections(SqliteConnection connection, int workspaceId, string organization)
    {
        var statements = ReadSummaries(connection, workspaceId, organization);
        var closed = statements.ToDictionary(statement => statement.Month, statement => statement.Id);
        var today = closed.Keys.SelectMany(month => InvoiceLines.Read(connection, workspaceId, organization, month)).ToDictionary(line => line.Key);
        foreach (var billed in statements.SelectMany(statement => ReadLines(connection, statement.Id)))
        {
            var sums = today.TryGetValue(billed.Key, out var known) ? known.Totals : new UsageTotals();
            today[billed.Key] = billed with { Totals = sums.Minus(billed.Totals), Prices = [] };
        }

        return
        [
            .. InvoiceLine.Ordered(today.Values.Where(line => !line.IsNothing)).Select(line => new Correction(
                closed[CalendarMonth.Of(line.Day)],
                line.Totals is { Calls: 0, InputTokens: 0, OutputTokens: 0, CachedInputTokens: 0, CacheWriteTokens: 0 } ? CorrectionKind.Price : CorrectionKind.Usage,
                line)),
        ];
    }

    private static CalendarMonth Month(string? text) =>
        CalendarMonth.TryParse(text, out var month) ? month : throw new InvalidDataException($"A statement's month is '{text}'.");
}
