using System.Runtime.InteropServices;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>One rollup: the sums of a transaction are collected in memory and added to the table once per group.</summary>
internal sealed class RollupTable
{
    private static readonly (string Name, Func<RollupSums, long> Value)[] Sums =
    [
        ("calls", sums => sums.Calls),
        ("succeeded", sums => sums.Succeeded),
        ("failed", sums => sums.Failed),
        ("input_tokens", sums => sums.InputTokens),
        ("output_tokens", sums => sums.OutputTokens),
        ("cached_input_tokens", sums => sums.CachedInputTokens),
        ("cache_write_tokens", sums => sums.CacheWriteTokens),
        ("reasoning_tokens", sums => sums.ReasoningTokens),
        ("cost_nano_usd", sums => sums.CostNanoUsd),
        ("unpriced_calls", sums => sums.UnpricedCalls),
        ("unpriced_tokens", sums => sums.UnpricedTokens),
        ("estimated_calls", sums => sums.EstimatedCalls),
        ("duration_ms", sums => sums.DurationMs),
    ];

    private readonly Dictionary<(int Workspace, long Bucket, RollupGroup Group), RollupSums> _pending = [];
    private readonly (string Column, Func<RollupGroup, long> Value)[] _groups;
    private readonly SqliteStatement _add;

    public RollupTable(SqliteWriter writer, string table, string bucket, (string Column, Func<RollupGroup, long> Value)[] groups)
    {
        _groups = groups;
        string[] key = ["workspace_id", bucket, .. groups.Select(group => group.Column)];
        string[] columns = [.. key, .. Sums.Select(sum => sum.Name), "last_start_unix_nano"];
        _add = writer.Prepare($"""
            INSERT INTO {table} ({string.Join(", ", columns)})
            VALUES ({string.Join(", ", Enumerable.Repeat("?", columns.Length))})
            ON CONFLICT ({string.Join(", ", key)}) DO UPDATE SET
            {string.Join(", ", Sums.Select(sum => $"{sum.Name} = {sum.Name} + excluded.{sum.Name}"))},
            last_start_unix_nano = max(last_start_unix_nano, excluded.last_start_unix_nano)
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
            var parameter = 0;
            _add.Bind(++parameter, (long)key.Workspace);
            _add.Bind(++parameter, key.Bucket);
            foreach (var group in _groups)
            {
                _add.Bind(++parameter, group.Value(key.Group));
            }

            foreach (var sum in Sums)
            {
                _add.Bind(++parameter, sum.Value(sums));
            }

            _add.Bind(++parameter, sums.LastStartUnixNano);
            _add.Run();
        }

        Forget();
    }

    /// <summary>Forgets what waits, because its transaction was rolled back.</summary>
    public void Forget() => _pending.Clear();
}
