using System.Globalization;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>Reads the counted records of a filter day by day: from the lists of a day where it has one, otherwise from the index by time.</summary>
/// <param name="connection">The snapshot's.</param>
/// <param name="workspaceId">The workspace.</param>
/// <param name="filter">Narrows.</param>
/// <param name="condition">The condition of a status, or null.</param>
/// <param name="statusList">The kind of the lists of the status, or null when it has none.</param>
/// <param name="narrowing">What else narrows.</param>
internal sealed class RecordReader(SqliteConnection connection, int workspaceId, FilterIds filter, string? condition, int? statusList, RecordNarrowing narrowing)
{
    private readonly Dictionary<long, List<long>?> _lists = [];

    /// <summary>Leaves out what arrived after this record, when it is set.</summary>
    public long? LastId { get; init; }

    /// <summary>The lists of the narrowing's ranges, where there are some.</summary>
    public RangeLists? Ranges { get; set; }

    /// <summary>How many calls each day has, whatever they match.</summary>
    public required IReadOnlyDictionary<long, UsageTotals> Calls { get; init; }

    /// <summary>Tells which records of a day match.</summary>
    public void Know(long day, List<long> ids) => _lists[day] = ids;

    /// <summary>How many index entries are passed where a day is read by time; 0 where a list has its records.</summary>
    public long Passed(long day) => List(day) is null ? Calls[day].Calls : 0;

    /// <summary>Records of a day, in the order of time; those beyond a place when there is one.</summary>
    /// <param name="day">The day since the Unix epoch.</param>
    /// <param name="descending">Whether the newest come first.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="skip">How many are passed before.</param>
    /// <param name="beyond">A place, or null.</param>
    /// <param name="having">An expression over the interactions <c>i</c> and the values that it may have, or null.</param>
    /// <param name="value">The expression over the interactions <c>i</c> that is their value.</param>
    public List<OrderKey> Keys(
        long day, bool descending, int limit, long skip = 0, RecordCursor? beyond = null, (string Sql, IReadOnlyList<long> Values)? having = null, string value = "0")
    {
        var direction = descending ? "DESC" : "ASC";
        using var command = Command(
            day,
            $"SELECT i.id, i.start_unix_nano, {value} FROM %from% WHERE %where% ORDER BY i.start_unix_nano {direction}, i.id {direction} LIMIT $limit OFFSET $skip",
            conditions =>
            {
                Pass(conditions, beyond, descending);
                if (having is var (sql, values))
                {
                    conditions.And($"({string.Join(" OR ", values.Select(wanted => wanted == OrderColumn.Null ? $"{sql} IS NULL" : string.Create(CultureInfo.InvariantCulture, $"{sql} = {wanted}")))})");
                }
            },
            descending ? null : beyond?.At,
            descending ? beyond?.At + 1 : null);
        command.Parameters.AddWithValue("$limit", limit);
        command.Parameters.AddWithValue("$skip", skip);
        return ReadKeys(command);
    }

    /// <summary>Those of some records that match, whichever day they are of, with a value.</summary>
    public List<OrderKey> Rows(string value, IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        using var command = Conditions().ToCommand(connection, $"SELECT i.id, i.start_unix_nano, {value} FROM json_each($ids) listed CROSS JOIN interactions i ON i.id = listed.value WHERE %where%");
        command.Parameters.AddWithValue("$ids", Json(ids));
        return ReadKeys(command);
    }

    /// <summary>The records that match and are in no part of the records in order, or have changed since, with a value.</summary>
    /// <param name="value">The expression over the interactions <c>i</c>.</param>
    /// <param name="through">The last record that is in a part.</param>
    public List<OrderKey> Loose(string value, long through)
    {
        var conditions = Conditions();
        conditions.AddParameter("$through", through);
        using var newest = conditions.ToCommand(connection, $"SELECT i.id, i.start_unix_nano, {value} FROM interactions i NOT INDEXED WHERE i.id > $through AND %where%");
        using var changed = conditions.ToCommand(connection, $"SELECT i.id, i.start_unix_nano, {value} FROM record_order_changes c CROSS JOIN interactions i ON i.id = c.id WHERE i.id <= $through AND %where%");
        return [.. ReadKeys(newest), .. ReadKeys(changed)];
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
    public static UsageTotals Totals(SqliteConnection connection, IReadOnlyCollection<long> ids)
    {
        using var command = OnIds(connection, ids, $"SELECT {TotalsSql.OverInteractions} FROM json_each($ids) page CROSS JOIN interactions i ON i.id = page.value");
        return ReadTotals(command);
    }

    /// <summary>Sorts records.</summary>
    public static List<long> Sort(SqliteConnection connection, IReadOnlyCollection<long> ids, RecordSort sort, FeatureNames names)
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

    private static List<OrderKey> ReadKeys(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        var keys = new List<OrderKey>();
        while (reader.Read())
        {
            keys.Add(new(0, reader.GetInt64(1), reader.GetInt64(0), reader.IsDBNull(2) ? OrderColumn.Null : reader.GetInt64(2)));
        }

        return keys;
    }

    private QueryConditions Conditions() => Narrow(QueryConditions.OnAnyDay(workspaceId, filter));

    private QueryConditions Narrow(QueryConditions conditions)
    {
        conditions.And("counted = 1");
        conditions.Narrow(connection, narrowing);
        if (LastId is { } last)
        {
            conditions.And("i.id <= $last_id", "$last_id", last);
        }

        if (condition is not null)
        {
            conditions.And(condition);
        }

        return conditions;
    }

    private SqliteCommand Command(long day, string sql, Action<QueryConditions>? narrow = null, long? fromUnixNano = null, long? beforeUnixNano = null)
    {
        var conditions = Narrow(QueryConditions.OnDay(workspaceId, day, filter, fromUnixNano, beforeUnixNano));
        narrow?.Invoke(conditions);
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

    /// <summary>Records of a day among which all are that match; null when they are many.</summary>
    public List<long>? List(long day)
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

        var list = keys.Count == 0 ? null : ReadShortest(day, keys);
        return _lists[day] = Ranges is { } ranges && (list is null || ranges.CountOf(day) < list.Count) ? ranges.Ids(day) ?? list : list;
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

    private static SqliteCommand OnIds(SqliteConnection connection, IReadOnlyCollection<long> ids, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$ids", Json(ids));
        return command;
    }

    private static string Json(IReadOnlyCollection<long> ids) => $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
}
