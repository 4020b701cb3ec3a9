using System.Runtime.InteropServices;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage;

/// <summary>Sums the new interactions of a transaction in memory and adds them to the rollups once per group.</summary>
internal sealed class RollupWriter : IDisposable
{
    private const long NanosPerHour = 3_600_000_000_000;
    private const int HoursPerDay = 24;

    private static readonly (string Name, Func<RollupGroup, long> Value)[] Groups =
    [
        ("provider_id", group => group.Provider),
        ("model_id", group => group.Model),
        ("feature_id", group => group.Feature),
        ("category_id", group => group.Category),
        ("entry_point_id", group => group.EntryPoint),
        ("organization_id", group => group.Organization),
        ("user_id", group => group.User),
        ("project_id", group => group.Project),
        ("service_id", group => group.Service),
    ];

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

    private readonly Dictionary<(int Workspace, long Bucket, RollupGroup Group), RollupSums> _hours = [];
    private readonly Dictionary<(int Workspace, long Bucket, RollupGroup Group), RollupSums> _days = [];
    private readonly SqliteCommand _addHour;
    private readonly SqliteCommand _addDay;

    public RollupWriter(SqliteConnection connection)
    {
        _addHour = Prepare(connection, "usage_hourly", "hour");
        _addDay = Prepare(connection, "usage_daily", "day");
    }

    /// <summary>The transaction of the next calls.</summary>
    public SqliteTransaction? Transaction
    {
        set
        {
            _addHour.Transaction = value;
            _addDay.Transaction = value;
        }
    }

    /// <summary>Remembers a new counted interaction for <see cref="Flush"/>.</summary>
    public void Add(int workspace, in RollupGroup group, Interaction interaction, in Cost cost)
    {
        var hour = interaction.StartUnixNano / NanosPerHour;
        CollectionsMarshal.GetValueRefOrAddDefault(_hours, (workspace, hour, group), out _).Add(interaction, cost);
        CollectionsMarshal.GetValueRefOrAddDefault(_days, (workspace, hour / HoursPerDay, group), out _).Add(interaction, cost);
    }

    /// <summary>Adds what is remembered to the rollups.</summary>
    public void Flush()
    {
        Write(_addHour, _hours);
        Write(_addDay, _days);
        Forget();
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _hours.Clear();
        _days.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addHour.Dispose();
        _addDay.Dispose();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string table, string bucket)
    {
        string[] key = ["workspace_id", bucket, .. Groups.Select(group => group.Name)];
        string[] columns = [.. key, .. Sums.Select(sum => sum.Name), "last_start_unix_nano"];
        var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO {table} ({string.Join(", ", columns)})
            VALUES ({string.Join(", ", columns.Select(column => "$" + column))})
            ON CONFLICT ({string.Join(", ", key)}) DO UPDATE SET
            {string.Join(", ", Sums.Select(sum => $"{sum.Name} = {sum.Name} + excluded.{sum.Name}"))},
            last_start_unix_nano = max(last_start_unix_nano, excluded.last_start_unix_nano)
            """;
        foreach (var column in columns)
        {
            command.Parameters.Add("$" + column, SqliteType.Integer);
        }

        return command;
    }

    private static void Write(SqliteCommand command, Dictionary<(int Workspace, long Bucket, RollupGroup Group), RollupSums> rows)
    {
        foreach (var (key, sums) in rows)
        {
            var parameter = 0;
            command.Parameters[parameter++].Value = key.Workspace;
            command.Parameters[parameter++].Value = key.Bucket;
            foreach (var group in Groups)
            {
                command.Parameters[parameter++].Value = group.Value(key.Group);
            }

            foreach (var sum in Sums)
            {
                command.Parameters[parameter++].Value = sum.Value(sums);
            }

            command.Parameters[parameter].Value = sums.LastStartUnixNano;
            command.ExecuteNonQuery();
        }
    }
}
