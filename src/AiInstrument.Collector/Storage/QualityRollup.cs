using System.Globalization;
using System.Runtime.InteropServices;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Keeps, by day and without people, how long counted calls took, how they failed, and what caches saved; the last by organization too.</summary>
internal sealed class QualityRollup(SqliteWriter writer)
{
    /// <summary>The table.</summary>
    public const string Table = "quality_daily";

    private const long NanosPerMillisecond = 1_000_000;

    private static readonly string Shape = string.Join(", ", RollupDefinition.Shape.Select(group => group.Column));

    private readonly Dictionary<Key, (long Calls, long Amount)> _waiting = [];

    private readonly SqliteStatement _add = writer.Prepare($"""
        INSERT INTO {Table} ({string.Join(", ", KeyColumns)}, calls, amount_nano_usd)
        VALUES ({string.Join(", ", KeyColumns.Select(_ => "?"))}, ?, ?)
        ON CONFLICT ({string.Join(", ", KeyColumns)}) DO UPDATE SET calls = calls + excluded.calls, amount_nano_usd = amount_nano_usd + excluded.amount_nano_usd
        """);

    private readonly SqliteStatement _prune = writer.Prepare(
        $"DELETE FROM {Table} WHERE {string.Join(" AND ", KeyColumns.Select(column => column + " = ?"))} AND calls = 0");

    /// <summary>The columns of the primary key.</summary>
    public static string[] KeyColumns { get; } = ["workspace_id", "kind", "day", .. RollupDefinition.Shape.Select(group => group.Column), "organization_id", "value"];

    /// <summary>Rows in SQL with the columns of the key (<c>start_unix_nano</c> for the day) and <c>amount_nano_usd</c>: one for each time that an interaction is counted.</summary>
    public static string OverRows { get; } = $"""
        (SELECT workspace_id, {(int)QualityKind.Duration} AS kind, start_unix_nano, {Shape}, 0 AS organization_id, {DurationBuckets.Sql("duration_nano / 1000000")} AS value, 0 AS amount_nano_usd
        FROM interactions WHERE counted = 1 AND status = 0
        UNION ALL SELECT workspace_id, {(int)QualityKind.FirstToken}, start_unix_nano, {Shape}, 0, {DurationBuckets.Sql("time_to_first_token_nano / 1000000")}, 0
        FROM interactions WHERE counted = 1 AND status = 0 AND time_to_first_token_nano IS NOT NULL
        UNION ALL SELECT workspace_id, {(int)QualityKind.Error}, start_unix_nano, {Shape}, 0, error_type_id, 0
        FROM interactions WHERE counted = 1 AND status = 1
        UNION ALL {SavingsOverRows(QualityKind.CachedResponse, QualityKind.CachedResponseOfOrganization, QualityKind.CachedResponseOfOrganizationAlone, "cache_hit = 1")}
        UNION ALL {SavingsOverRows(QualityKind.PromptCache, QualityKind.PromptCacheOfOrganization, QualityKind.PromptCacheOfOrganizationAlone, "cache_hit = 0 AND saved_nano_usd IS NOT NULL")})
        """;

    /// <summary>Remembers for <see cref="Flush"/> that an interaction counts, or that it no longer does.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="group">Its dimensions.</param>
    /// <param name="interaction">The interaction as it is counted.</param>
    /// <param name="cost">Its cost.</param>
    /// <param name="errorType">The id of its error type; 0 for none.</param>
    /// <param name="sign">1 to add, −1 to take away.</param>
    public void Add(int workspace, in RollupGroup group, Interaction interaction, in Cost cost, long errorType, int sign)
    {
        var day = interaction.StartUnixNano / UnixTime.NanosPerDay;
        var shape = group with { Organization = 0, User = 0, Project = 0 };
        switch (interaction.Status)
        {
            case InteractionStatus.Ok:
                Wait(new Key(workspace, QualityKind.Duration, day, shape, DurationBuckets.Of(interaction.DurationNano / NanosPerMillisecond)), sign, 0);
                if (interaction.TimeToFirstTokenNano is { } firstToken)
                {
                    Wait(new Key(workspace, QualityKind.FirstToken, day, shape, DurationBuckets.Of(firstToken / NanosPerMillisecond)), sign, 0);
                }

                break;
            case InteractionStatus.Error:
                Wait(new Key(workspace, QualityKind.Error, day, shape, errorType), sign, 0);
                break;
        }

        if (interaction.CacheHit || cost.SavedNanoUsd is not null)
        {
            var (ofAll, ofOrganization, alone) = interaction.CacheHit
                ? (QualityKind.CachedResponse, QualityKind.CachedResponseOfOrganization, QualityKind.CachedResponseOfOrganizationAlone)
                : (QualityKind.PromptCache, QualityKind.PromptCacheOfOrganization, QualityKind.PromptCacheOfOrganizationAlone);
            var unpriced = cost.SavedNanoUsd is null ? 1 : 0;
            Wait(new Key(workspace, ofAll, day, shape, unpriced), sign, sign * (cost.SavedNanoUsd ?? 0));
            Wait(new Key(workspace, ofOrganization, day, group with { User = 0, Project = 0 }, unpriced), sign, sign * (cost.SavedNanoUsd ?? 0));
            Wait(new Key(workspace, alone, day, default(RollupGroup) with { Organization = group.Organization }, unpriced), sign, sign * (cost.SavedNanoUsd ?? 0));
        }
    }

    /// <summary>Adds what is remembered.</summary>
    public void Flush()
    {
        // What came and went within the transaction leaves nothing.
        foreach (var (key, sum) in _waiting.Where(waiting => waiting.Value != default))
        {
            var parameter = Bind(_add, key);
            _add.Bind(++parameter, sum.Calls);
            _add.Bind(++parameter, sum.Amount);
            _add.Run();
            if (sum.Calls < 0)
            {
                Bind(_prune, key);
                _prune.Run();
            }
        }

        Forget();
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget() => _waiting.Clear();

    private static string SavingsOverRows(QualityKind ofAll, QualityKind ofOrganization, QualityKind alone, string condition) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT workspace_id, kind, start_unix_nano, {string.Join(", ", RollupDefinition.Shape.Select(group => $"{group.Column} * (kind <> {(int)alone})"))},
            organization_id * (kind <> {(int)ofAll}), saved_nano_usd IS NULL, coalesce(saved_nano_usd, 0)
        FROM interactions, (SELECT {(int)ofAll} AS kind UNION ALL SELECT {(int)ofOrganization} UNION ALL SELECT {(int)alone}) WHERE counted = 1 AND {condition}
        """);

    private static int Bind(SqliteStatement statement, in Key key)
    {
        statement.Bind(1, (long)key.Workspace);
        statement.Bind(2, (long)key.Kind);
        statement.Bind(3, key.Day);
        var parameter = 3;
        foreach (var (_, kind) in RollupDefinition.Shape)
        {
            statement.Bind(++parameter, key.Group.Of(kind));
        }

        statement.Bind(++parameter, key.Group.Organization);
        statement.Bind(++parameter, key.Value);
        return parameter;
    }

    private void Wait(in Key key, long calls, long amount)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_waiting, key, out _);
        sum = (sum.Calls + calls, sum.Amount + amount);
    }

    private readonly record struct Key(int Workspace, QualityKind Kind, long Day, RollupGroup Group, long Value);
}
