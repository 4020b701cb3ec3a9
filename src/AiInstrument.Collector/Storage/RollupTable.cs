using System.Globalization;
using System.Runtime.InteropServices;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>One rollup: the sums of a transaction are collected in memory and added to the table once per group.</summary>
internal sealed class RollupTable
{
    // More groups than a transaction of calls has; a day that is filled has more, once.
    private const int MostKept = 16_384;

    private readonly Dictionary<(int Workspace, long Bucket, RollupGroup Group), RollupSums> _waiting = [];
    private readonly RollupDefinition _definition;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _prune;
    private readonly SqliteStatement _findLast;

    /// <param name="writer">The connection.</param>
    /// <param name="definition">The rollup.</param>
    /// <param name="days">The days that a rollup of months is made of; null for others.</param>
    public RollupTable(SqliteWriter writer, RollupDefinition definition, RollupDefinition? days = null)
    {
        _definition = definition;
        var table = definition.Table;

        // The workspace, the bucket and the groups are the first parameters, the part is written out.
        string[] named = ["workspace_id", definition.Bucket, .. definition.GroupColumns];
        var part = definition.Part is { } own ? string.Create(CultureInfo.InvariantCulture, $", {own.Value}") : "";
        string[] columns = [.. named, .. RollupDefinition.Sums.Select(sum => sum.Column), "last_start_unix_nano"];
        _add = writer.Prepare($"""
            INSERT INTO {table} ({string.Join(", ", columns)}{(definition.Part is { Column: var partColumn } ? ", " + partColumn : "")})
            VALUES ({string.Join(", ", columns.Select(_ => "?"))}{part})
            ON CONFLICT ({string.Join(", ", definition.Key)}) DO UPDATE SET
            {string.Join(", ", RollupDefinition.Sums.Select(sum => $"{sum.Column} = {sum.Column} + excluded.{sum.Column}"))},
            last_start_unix_nano = max(last_start_unix_nano, excluded.last_start_unix_nano)
            """);
        var isKey = $"{definition.IsOwn} AND {string.Join(" AND ", named.Select((column, index) => $"{column} = ?{index + 1}"))}";
        _prune = writer.Prepare($"DELETE FROM {table} WHERE {isKey} AND calls = 0");

        // The call that was taken away may have been the group's newest: none is behind it then.
        _findLast = writer.Prepare($"""
            UPDATE {table} SET last_start_unix_nano = coalesce(({Newest(definition, days)}), 0)
            WHERE {isKey} AND last_start_unix_nano = ?{named.Length + 1}
            """);
    }

    /// <summary>The groups that wait for <see cref="Flush"/>, with what is to be added to each.</summary>
    public IReadOnlyDictionary<(int Workspace, long Bucket, RollupGroup Group), RollupSums> Waiting => _waiting;

    /// <summary>The sums of a group that wait for <see cref="Flush"/>.</summary>
    public ref RollupSums Pending(int workspace, long bucket, in RollupGroup group) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(_waiting, (workspace, bucket, group), out _);

    /// <summary>Adds what waits.</summary>
    /// <param name="filledThrough">The last day that months hold.</param>
    public void Flush(long filledThrough = 0)
    {
        foreach (var (key, sums) in _waiting)
        {
            var parameter = BindKey(_add, key);
            foreach (var (_, _, value) in RollupDefinition.Sums)
            {
                _add.Bind(++parameter, value(sums));
            }

            _add.Bind(++parameter, sums.LastStartUnixNano);
            _add.Run();
            if (sums.LastRetractedUnixNano != 0)
            {
                BindKey(_prune, key);
                _prune.Run();

                // A newer one that was only added is still the newest.
                if (sums.LastRetractedUnixNano >= sums.LastStartUnixNano)
                {
                    FindLast(key, sums.LastRetractedUnixNano, filledThrough);
                }
            }
        }

        Forget();
    }

    /// <summary>Forgets what waits, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _waiting.Clear();
        if (_waiting.Capacity > MostKept)
        {
            _waiting.TrimExcess();
        }
    }

    private static string Newest(RollupDefinition definition, RollupDefinition? days)
    {
        const string Rollup = "SELECT max(last_start_unix_nano) FROM";
        var first = definition.Groups.Select((group, index) => (group.Column, group.Kind, Parameter: index + 3)).Where(group => group.Kind != default).ToList();
        if (days is not null)
        {
            // The parameters behind the key and the start that was taken away: the days of the month that are filled.
            var from = definition.Groups.Length + 4;
            return $"{Rollup} {days.Table} WHERE workspace_id = ?1 AND {days.IsOwn} AND day >= ?{from} AND day < ?{from + 1} AND {Equal(group => group.Column)}";
        }

        return definition == RollupDefinition.Hours || definition == RollupDefinition.Days || definition == RollupDefinition.Sites
            ? string.Create(CultureInfo.InvariantCulture, $"""
                SELECT max(start_unix_nano) FROM interactions
                WHERE workspace_id = ?1 AND start_unix_nano >= ?2 * {definition.NanosPerBucket} AND start_unix_nano <= ?{definition.Groups.Length + 3} AND {Equal(group => group.Column)} AND counted = 1
                """)
            : $"{Rollup} {RollupDefinition.Days.Table} WHERE workspace_id = ?1 AND day = ?2 AND {Equal(group => RollupDefinition.Days.ColumnOf(group.Kind))}";

        string Equal(Func<(string Column, DimensionKind Kind, int Parameter), string> column) =>
            string.Join(" AND ", first.Select(group => string.Create(CultureInfo.InvariantCulture, $"{column(group)} = ?{group.Parameter}")));
    }

    private void FindLast(in (int Workspace, long Bucket, RollupGroup Group) key, long retracted, long filledThrough)
    {
        var parameter = BindKey(_findLast, key);
        _findLast.Bind(++parameter, retracted);
        if (_definition.Grain == RollupGrain.Month)
        {
            _findLast.Bind(++parameter, UnixTime.FirstDay(key.Bucket));
            _findLast.Bind(++parameter, Math.Min(UnixTime.FirstDay(key.Bucket + 1), filledThrough + 1));
        }

        _findLast.Run();
    }

    private int BindKey(SqliteStatement statement, in (int Workspace, long Bucket, RollupGroup Group) key)
    {
        statement.Bind(1, (long)key.Workspace);
        statement.Bind(2, key.Bucket);
        var parameter = 2;
        foreach (var (_, kind) in _definition.Groups)
        {
            statement.Bind(++parameter, key.Group.Of(kind));
        }

        return parameter;
    }
}
