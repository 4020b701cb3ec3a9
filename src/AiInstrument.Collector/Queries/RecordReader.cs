using System.Globalization;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries;

/// <summary>Reads the counted records of a filter day by day: from the lists of a day where it has one, otherwise from the index by time.</summary>
/// <param name="connection">The snapshot's.</param>
/// <param name="workspaceId">The workspace.</param>
/// <param name="filter">Narrows.</param>
/// <param name="condition">The condition of a status, or null.</param>
/// <param name="statusList">The kind of the lists of the status, or null when it has none.</param>
internal sealed class RecordReader(SqliteConnection connection, int workspaceId, FilterIds filter, string? condition, int? statusList)
{
    private readonly Dictionary<long, List<long>?> _lists = [];

    /// <summary>Leaves out what arrived after this record, when it is set.</summary>
    public long? LastId { get; init; }

    /// <summary>Whether a day's records need no look at others.</summary>
    public bool IsListed(long day) => List(day) is not null;

    /// <summary>Ids of records of a day, in the order of time; those beyond a place when there is one.</summary>
    public List<long> Ids(long day, bool descending, int limit, long skip, RecordCursor? beyond = null)
    {
        var direction = descending ? "DESC" : "ASC";
        using var command = Command(
            day,
            $"SELECT i.id FROM %from% WHERE %where% ORDER BY i.start_unix_nano {direction}, i.id {direction} LIMIT $limit OFFSET $skip",
            conditions => Pass(conditions, beyond, descending),
            descending ? null : beyond?.At,
            descending ? beyond?.At + 1 : null);
        command.Parameters.AddWithValue("$limit", limit);
        command.Parameters.AddWithValue("$skip", skip);
        return ReadIds(command);
    }

    /// <summary>Leaves out what is not beyond a place. Its start is to be a bound of the conditions, for the index.</summary>
    public static void Pass(QueryConditions conditions, RecordCursor? beyond, bool descending)
    {
        if (beyond is { } place)
        {
            conditions.And(descending ? "(start_unix_nano < $beyond OR i.id < $beyond_id)" : "(start_unix_nano > $beyond OR i.id > $beyond_id)", "$beyond", place.At);
            conditions.AddParameter("$beyond_id", place.Id);
        }
    }

    /// <summary>The sums of some days.</summary>
    public UsageTotals Totals(IEnumerable<long> days) => days.Aggregate(new UsageTotals(), (sum, day) =>
    {
        using var command = Command(day, $"SELECT {TotalsSql.OverInteractions} FROM %from% WHERE %where%");
        return sum.Plus(ReadTotals(command));
    });

    /// <summary>The sums of the counted ones of some records.</summary>
    public static UsageTotals Totals(SqliteConnection connection, List<long> ids)
    {
        using var command = OnIds(connection, ids, $"SELECT {TotalsSql.OverInteractions} FROM json_each($ids) page CROSS JOIN interactions i ON i.id = page.value");
        return ReadTotals(command);
    }

    /// <summary>Sorts records.</summary>
    public static List<long> Sort(SqliteConnection connection, List<long> ids, RecordSort sort, FeatureNames names)
    {
        using var command = OnIds(connection, ids, $"SELECT i.id FROM json_each($ids) page CROSS JOIN interactions i ON i.id = page.value ORDER BY {sort.OrderBy}");
        command.Parameters.AddWithValue("$renamed", names.Json);
        return ReadIds(command);
    }

    /// <summary>The records with some ids, in their order, under the features' ids of today.</summary>
    public static List<InteractionRow> ReadRows(SqliteConnection connection, List<long> ids, FeatureNames names)
    {
        using var command = OnIds(connection, ids, $"SELECT {RecordSql.Columns} FROM json_each($ids) page CROSS JOIN interactions i ON i.id = page.value ORDER BY page.key");
        return ReadRows(command, names);
    }

    /// <summary>The records that a command finds, under the features' ids of today.</summary>
    public static List<InteractionRow> ReadRows(SqliteCommand command, FeatureNames names)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<InteractionRow>();
        while (reader.Read())
        {
            rows.Add(names.Rename(RecordSql.Read(reader)));
        }

        return rows;
    }

    /// <summary>The ids that a command finds.</summary>
    public static List<long> ReadIds(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private SqliteCommand Command(long day, string sql, Action<QueryConditions>? narrow = null, long? fromUnixNano = null, long? beforeUnixNano = null)
    {
        var conditions = QueryConditions.OnDay(workspaceId, day, filter, fromUnixNano, beforeUnixNano);
        conditions.And("counted = 1");
        narrow?.Invoke(conditions);
        if (LastId is { } last)
        {
            conditions.And("i.id <= $last_id", "$last_id", last);
        }

        if (condition is not null)
        {
            conditions.And(condition);
        }

        var list = List(day);
        var command = conditions.ToCommand(
            connection,
            sql.Replace("%from%", list is null ? "interactions i INDEXED BY ix_interactions_time" : "json_each($ids) listed CROSS JOIN interactions i ON i.id = listed.value", StringComparison.Ordinal));
        if (list is not null)
        {
            command.Parameters.AddWithValue("$ids", Json(list));
        }

        return command;
    }

    private List<long>? List(long day)
    {
        if (_lists.TryGetValue(day, out var known))
        {
            return known;
        }

        var keys = DimensionColumns.All.Where(entry => filter.Kinds.Has(entry.Kind) && filter[entry.Kind].Count == 1).Select(entry => (Kind: (int)entry.Kind, Value: filter.One(entry.Kind))).ToList();
        if (statusList is { } kind)
        {
            keys.Add((kind, 0));
        }

        return _lists[day] = keys.Count == 0 ? null : ReadShortest(day, keys);
    }

    private List<long>? ReadShortest(long day, List<(int Kind, long Value)> keys)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT ids FROM record_lists
            WHERE workspace_id = $workspace AND day = $day AND (kind, value_id) IN (VALUES {string.Join(", ", keys.Select(key => FormattableString.Invariant($"({key.Kind}, {key.Value})")))})
            ORDER BY length(ids) LIMIT 1
            """;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$day", day);
        return command.ExecuteScalar() is byte[] packed ? RecordList.Read(packed) : null;
    }

    private static UsageTotals ReadTotals(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        reader.Read();
        return new RowReader(reader).Totals();
    }

    private static SqliteCommand OnIds(SqliteConnection connection, List<long> ids, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$ids", Json(ids));
        return command;
    }

    private static string Json(List<long> ids) => $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
}
