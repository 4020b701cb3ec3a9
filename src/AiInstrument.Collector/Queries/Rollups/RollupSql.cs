using System.Globalization;
using System.Text;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>Makes the query on one stretch of a rollup. All numbers in it come from the database, so that they are written out.</summary>
internal static class RollupSql
{
    /// <summary>A query whose rows are the dimensions' ids (0 without one), the day (0 unless asked for), the newest start and the totals.</summary>
    /// <param name="rollup">The rollup.</param>
    /// <param name="driver">The users to look for, or null.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="from">The first bucket.</param>
    /// <param name="to">The last bucket.</param>
    /// <param name="filter">Narrows, each dimension to one id.</param>
    /// <param name="by">The dimensions to group by.</param>
    /// <param name="among">The only ids of the one dimension that matter, or null.</param>
    /// <param name="byDay">Whether to group by day.</param>
    /// <param name="sums">The totals.</param>
    public static string Of(
        RollupDefinition rollup, DerivedRollup? driver, int workspaceId, long from, long to, FilterIds filter, IReadOnlyList<DimensionKind> by, IReadOnlyList<long>? among, bool byDay,
        string sums = TotalsSql.OverRollup)
    {
        var columns = by.Select(kind => "u." + rollup.ColumnOf(kind)).ToList();
        var day = !byDay ? null : rollup.Grain == RollupGrain.Hour ? "u.hour / 24" : "u.day";
        var sql = new StringBuilder();
        var conditions = new List<string> { FormattableString.Invariant($"u.workspace_id = {workspaceId}") };
        if (rollup.Part is not null)
        {
            conditions.Add($"u.{rollup.IsOwn}");
        }

        foreach (var (name, kind) in rollup.Groups)
        {
            if (kind == default)
            {
                conditions.Add($"u.{name} = 0");
            }
            else if (filter.Kinds.Has(kind))
            {
                conditions.Add(FormattableString.Invariant($"u.{name} = {filter.One(kind)}"));
            }

            if (kind != default && among is not null && by.Contains(kind))
            {
                conditions.Add($"u.{name} IN ({string.Join(", ", among.Select(id => id.ToString(CultureInfo.InvariantCulture)))})");
            }
        }

        // Where the first columns behind the bucket are known, each bucket is one short stretch of the key.
        var first = rollup.Groups[0].Kind;
        var narrowed = driver is not null || filter.Kinds.Has(first) || (first == default && (by.Count == 0 || among is not null || by.All(filter.Kinds.Has)));
        if (narrowed)
        {
            sql.Append(CultureInfo.InvariantCulture, $"WITH RECURSIVE buckets (bucket) AS (SELECT {from} UNION ALL SELECT bucket + 1 FROM buckets WHERE bucket < {to}) ");
            conditions.Add($"u.{rollup.Bucket} = b.bucket");
        }
        else
        {
            conditions.Add(FormattableString.Invariant($"u.{rollup.Bucket} BETWEEN {from} AND {to}"));
        }

        sql.Append(CultureInfo.InvariantCulture, $"SELECT {(columns.Count == 0 ? "0" : string.Join(", ", columns))}, {day ?? "0"}, max(u.last_start_unix_nano), {sums} FROM ");
        if (driver is { Days: var users })
        {
            sql.Append(CultureInfo.InvariantCulture, $"buckets b CROSS JOIN (SELECT workspace_id, day, pair, of_id, by_id FROM {users.Table}) d CROSS JOIN {rollup.Table} u ");
            conditions.Insert(0, FormattableString.Invariant($"d.workspace_id = {workspaceId} AND d.{users.IsOwn} AND d.day = b.bucket AND d.of_id = {filter.One(users.Groups[0].Kind)} AND u.user_id = d.by_id"));
        }
        else
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(narrowed ? "buckets b CROSS JOIN " : "")}{rollup.Table} u ");
        }

        sql.Append("WHERE ").AppendJoin(" AND ", conditions);
        if (day is not null)
        {
            columns.Add(day);
        }

        if (columns.Count > 0)
        {
            sql.Append(" GROUP BY ").AppendJoin(", ", columns);
        }

        return sql.ToString();
    }

    /// <summary>The same query on the records of some days, for what no rollup knows.</summary>
    public static string OfRecords(int workspaceId, long fromDay, long toDay, FilterIds filter, IReadOnlyList<DimensionKind> by, IReadOnlyList<long>? among, bool byDay)
    {
        var columns = by.Select(ColumnOf).ToList();
        var day = string.Create(CultureInfo.InvariantCulture, $"start_unix_nano / {UnixTime.NanosPerDay}");
        var conditions = new List<string>
        {
            FormattableString.Invariant($"workspace_id = {workspaceId}"),
            FormattableString.Invariant($"start_unix_nano >= {fromDay * UnixTime.NanosPerDay} AND start_unix_nano < {(toDay + 1) * UnixTime.NanosPerDay}"),
            "counted = 1",
        };
        conditions.AddRange(DimensionColumns.All.Where(entry => filter.Kinds.Has(entry.Kind)).Select(entry => FormattableString.Invariant($"{entry.Column} = {filter.One(entry.Kind)}")));
        if (among is not null)
        {
            conditions.AddRange(columns.Select(column => $"{column} IN ({string.Join(", ", among.Select(id => id.ToString(CultureInfo.InvariantCulture)))})"));
        }

        var sql = new StringBuilder($"SELECT {(columns.Count == 0 ? "0" : string.Join(", ", columns))}, {(byDay ? day : "0")}, max(start_unix_nano), {TotalsSql.OverInteractions} ")
            .Append("FROM interactions INDEXED BY ix_interactions_time WHERE ").AppendJoin(" AND ", conditions);
        if (byDay)
        {
            columns.Add(day);
        }

        return columns.Count == 0 ? sql.ToString() : sql.Append(" GROUP BY ").AppendJoin(", ", columns).ToString();
    }

    private static string ColumnOf(DimensionKind kind) => Array.Find(DimensionColumns.All, entry => entry.Kind == kind).Column;
}
