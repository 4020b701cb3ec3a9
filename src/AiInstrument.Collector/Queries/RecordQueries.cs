using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries;

/// <summary>Reads pages of interactions.</summary>
internal sealed class RecordQueries(ReadSnapshot snapshot, RollupQueries rollups, FeatureNameQueries featureNames)
{
    private const int MostPageSize = 200;

    // Sort names of requests; anything else sorts by time.
    private static readonly Dictionary<string, string> SortColumns = new(StringComparer.Ordinal)
    {
        ["time"] = "i.start_unix_nano",
        ["cost"] = "i.cost_nano_usd",
        ["input"] = "i.input_tokens",
        ["output"] = "i.output_tokens",
        ["duration"] = "i.duration_nano",
        ["model"] = RecordSql.Value("model"),
        ["feature"] = RecordSql.Value("feature"),
    };

    private static readonly string CurrentFeature =
        $"coalesce((SELECT value FROM json_each($renamed) WHERE key = {RecordSql.Value("feature")}), {RecordSql.Value("feature")})";

    private static readonly Dictionary<string, string> StatusConditions = new(StringComparer.Ordinal)
    {
        ["ok"] = "status = 0",
        ["error"] = "status = 1",
        ["cancelled"] = "status = 2",
        ["unpriced"] = "unpriced = 1",
        ["estimated"] = "estimated = 1",
    };

    /// <summary>A page.</summary>
    public async Task<RecordPage> PageAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var names = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var conditions = QueryConditions.OnInteractions(workspaceId, query.Window, query.Filter);
        if (names.HasAny)
        {
            conditions.AddParameter("$renamed", names.Json);
        }

        var asRollups = true;
        if (query.IncludeUncounted)
        {
            asRollups = false;
        }
        else
        {
            conditions.And("counted = 1");
        }

        if (query.Status is { } status && StatusConditions.TryGetValue(status, out var condition))
        {
            asRollups = false;
            conditions.And(condition);
        }

        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            asRollups = false;
            RecordSearch.Narrow(conditions, query.Search.Trim(), names);
        }

        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);

        // The rollups hold the sums of exactly these rows; without them every row would have to be read.
        var (count, totals) = asRollups
            ? await RollupTotalsAsync(workspaceId, query, cancellationToken).ConfigureAwait(false)
            : ReadTotals(connection, conditions);
        var ids = ReadIds(connection, conditions, query, names);
        return new RecordPage(ReadRows(connection, ids).ConvertAll(names.Rename), count, totals);
    }

    private async Task<(long Count, UsageTotals Totals)> RollupTotalsAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var totals = await rollups.TotalsAsync(workspaceId, query.Window, query.Filter, cancellationToken).ConfigureAwait(false);
        return (totals.Calls, totals);
    }

    private static (long Count, UsageTotals Totals) ReadTotals(SqliteConnection connection, QueryConditions conditions)
    {
        using var command = conditions.ToCommand(connection, $"SELECT count(*), {TotalsSql.OverInteractions} FROM interactions WHERE %where%");
        using var reader = command.ExecuteReader();
        reader.Read();
        var row = new RowReader(reader);
        return (row.Int64(), row.Totals());
    }

    private static List<long> ReadIds(SqliteConnection connection, QueryConditions conditions, RecordQuery query, FeatureNames names)
    {
        var sort = query.Sort ?? "-time";
        var direction = sort is ['-', ..] ? "DESC" : "ASC";
        var name = sort.TrimStart('-');
        var column = name == "feature" && names.HasAny ? CurrentFeature : SortColumns.GetValueOrDefault(name, SortColumns["time"]);
        var size = Math.Clamp(query.PageSize, 1, MostPageSize);
        using var command = conditions.ToCommand(connection, $"""
            SELECT i.id FROM interactions i WHERE %where%
            ORDER BY {column} {direction}, i.id {direction}
            LIMIT $size OFFSET $offset
            """);
        command.Parameters.AddWithValue("$size", size);
        command.Parameters.AddWithValue("$offset", (Math.Max(1, query.Page) - 1L) * size);
        using var reader = command.ExecuteReader();
        var ids = new List<long>(size);
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private static List<InteractionRow> ReadRows(SqliteConnection connection, List<long> ids)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {RecordSql.Columns} FROM json_each($ids) page JOIN interactions i ON i.id = page.value ORDER BY page.key";
        command.Parameters.AddWithValue("$ids", $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]");
        using var reader = command.ExecuteReader();
        var rows = new List<InteractionRow>(ids.Count);
        while (reader.Read())
        {
            rows.Add(RecordSql.Read(reader));
        }

        return rows;
    }
}
