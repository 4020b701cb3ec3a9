using System.Globalization;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Billing;

/// <summary>Reads the lines of an organization from the rollups of days, so that they stay when records are removed.</summary>
internal static class InvoiceLines
{
    private const string Groups = "provider_id, u.model_id, u.feature_id, u.category_id";

    private static readonly string Names = string.Join(", ", ((string[])["provider", "model", "feature", "category"]).Select(name => $"(SELECT value FROM dimension_values WHERE id = u.{name}_id)"));

    // Like RollupSql, each day is one short stretch of the key.
    private static readonly string FilledSql = $"""
        WITH RECURSIVE buckets (bucket) AS (SELECT $from UNION ALL SELECT bucket + 1 FROM buckets WHERE bucket < $to)
        SELECT u.day, {Names}, {TotalsSql.OverRollup}
        FROM buckets b CROSS JOIN usage_owner_daily u
        WHERE u.workspace_id = $workspace AND u.kind = {(int)DimensionKind.Organization} AND u.day = b.bucket AND u.owner_id = $organization
        GROUP BY u.day, u.{Groups}
        """;

    private static readonly string RunningSql = $"""
        SELECT u.day, {Names}, {TotalsSql.OverRollup}
        FROM usage_daily u
        WHERE u.workspace_id = $workspace AND u.day BETWEEN $from AND $to AND u.organization_id = $organization
        GROUP BY u.day, u.{Groups}
        """;

    private static readonly string PricesSql = $"""
        SELECT DISTINCT u.start_unix_nano / {UnixTime.NanosPerDay}, {Names}, u.price_id
        FROM interactions u INDEXED BY ix_interactions_time
        WHERE u.workspace_id = $workspace AND u.start_unix_nano >= $from * {UnixTime.NanosPerDay} AND u.start_unix_nano < ($to + 1) * {UnixTime.NanosPerDay}
            AND u.counted = 1 AND u.organization_id = $organization AND u.price_id IS NOT NULL
        """;

    /// <summary>The lines of a month, by day.</summary>
    public static List<InvoiceLine> Read(SqliteConnection connection, int workspaceId, string organization, CalendarMonth month)
    {
        if (Find(connection, workspaceId, organization) is not { } id)
        {
            return [];
        }

        var (from, to) = ((long)QueryConditions.Day(month.FirstDay), (long)QueryConditions.Day(month.LastDay));
        var filled = Math.Min(to, Filled(connection));
        var lines = new List<InvoiceLine>();
        if (from <= filled)
        {
            Add(FilledSql, from, filled);
        }

        if (Math.Max(from, filled + 1) is var running && running <= to)
        {
            Add(RunningSql, running, to);
        }

        return [.. InvoiceLine.Ordered(lines)];

        void Add(string sql, long first, long last)
        {
            using var command = Command(connection, sql, workspaceId, id, first, last);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var row = new RowReader(reader);
                lines.Add(new InvoiceLine(ToDay(row.Int64()), row.Text(), row.Text(), row.Text(), row.Text(), row.Totals()));
            }
        }
    }

    /// <summary>The same lines with the price versions of their records, as far as records are kept.</summary>
    public static List<InvoiceLine> WithPrices(SqliteConnection connection, int workspaceId, string organization, IReadOnlyList<InvoiceLine> lines)
    {
        if (lines.Count == 0 || Find(connection, workspaceId, organization) is not { } id)
        {
            return [.. lines];
        }

        using var command = Command(connection, PricesSql, workspaceId, id, QueryConditions.Day(lines[0].Day), QueryConditions.Day(lines[^1].Day));
        using var reader = command.ExecuteReader();
        var prices = new List<(InvoiceLine Line, int Price)>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            prices.Add((new InvoiceLine(ToDay(row.Int64()), row.Text(), row.Text(), row.Text(), row.Text(), new UsageTotals()), (int)row.Int64()));
        }

        var byLine = prices.ToLookup(price => price.Line.Key, price => price.Price);
        return [.. lines.Select(line => line with { Prices = [.. byLine[line.Key].Order()] })];
    }

    /// <summary>The id of an organization's name, 0 for none; null when no call has it.</summary>
    public static long? Find(SqliteConnection connection, int workspaceId, string organization)
    {
        if (organization.Length == 0)
        {
            return 0;
        }

        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)DimensionKind.Organization} AND value = $value");
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$value", Clip.Dimension(organization));
        return (long?)command.ExecuteScalar();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int workspaceId, long organization, long from, long to)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$organization", organization);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        return command;
    }

    private static long Filled(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM collector_state WHERE name = $name";
        command.Parameters.AddWithValue("$name", DerivedRollups.StateOf(RollupFamily.Owner));
        return (long?)command.ExecuteScalar() ?? -1;
    }

    private static DateOnly ToDay(long day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day);
}
