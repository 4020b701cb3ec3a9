using System.Globalization;
using System.Runtime.InteropServices;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>One rollup: the sums of a transaction are collected in memory and added to the table once per group.</summary>
internal sealed class RollupTable
{
    private readonly Dictionary<(int Workspace, long Bucket, RollupGroup Group), RollupSums> _pending = [];
    private readonly RollupDefinition _definition;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _prune;
    private readonly SqliteStatement _findLast;

    public RollupTable(SqliteWriter writer, RollupDefinition definition)
    {
        _definition = definition;
        var (table, bucket, nanosPerBucket, _) = definition;
        var key = definition.Key;
        string[] columns = [.. key, .. RollupDefinition.Sums.Select(sum => sum.Column), "last_start_unix_nano"];
        _add = writer.Prepare($"""
            INSERT INTO {table} ({string.Join(", ", columns)})
            VALUES ({string.Join(", ", Enumerable.Repeat("?", columns.Length))})
            ON CONFLICT ({string.Join(", ", key)}) DO UPDATE SET
            {string.Join(", ", RollupDefinition.Sums.Select(sum => $"{sum.Column} = {sum.Column} + excluded.{sum.Column}"))},
            last_start_unix_nano = max(last_start_unix_nano, excluded.last_start_unix_nano)
            """);
        var isKey = string.Join(" AND ", key.Select((column, index) => $"{column} = ?{index + 1}"));
        _prune = writer.Prepare($"DELETE FROM {table} WHERE {isKey} AND calls = 0");

        // The call that was taken away may have been the group's newest.
        var inGroup = string.Join(" AND ", key.Select((column, index) => column == bucket
            ? string.Create(CultureInfo.InvariantCulture, $"start_unix_nano >= ?{index + 1} * {nanosPerBucket} AND start_unix_nano < (?{index + 1} + 1) * {nanosPerBucket}")
            : $"{column} = ?{index + 1}"));
        _findLast = writer.Prepare($"""
            UPDATE {table} SET last_start_unix_nano = coalesce((SELECT max(start_unix_nano) FROM interactions WHERE {inGroup} AND counted = 1), 0)
            WHERE {isKey} AND last_start_unix_nano = ?{key.Length + 1}
            """);
    }

    /// <summary>The sums that wait for <see cref="Flush"/>.</summary>
    public ref RollupSums Pending(int workspace, long bucket, in RollupGroup group) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(_pending, (workspace, bucket, group), out _);

    /// <summary>Adds what waits.</summary>
    public void Flush()
    {
        foreach (var (key, sums) in _pending)
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
                _findLast.Bind(BindKey(_findLast, key) + 1, sums.LastRetractedUnixNano);
                _findLast.Run();
            }
        }

        Forget();
    }

    /// <summary>Forgets what waits, because its transaction was rolled back.</summary>
    public void Forget() => _pending.Clear();

    private int BindKey(SqliteStatement statement, in (int Workspace, long Bucket, RollupGroup Group) key)
    {
        statement.Bind(1, (long)key.Workspace);
        statement.Bind(2, key.Bucket);
        var parameter = 2;
        foreach (var group in _definition.Groups)
        {
            statement.Bind(++parameter, group.Value(key.Group));
        }

        return parameter;
    }
}
