using System.Globalization;
using System.Runtime.InteropServices;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Keeps the hours of all calls, and of each value of one dimension, users apart: what happens at which hour is read from 24 rows a day. An hour's rows lie together, so that a commit touches few pages.
/// </summary>
internal sealed class HourRollup(SqliteWriter writer)
{
    /// <summary>The table.</summary>
    public const string Table = "usage_hours";

    /// <summary>The number that stands for all calls in the column <c>kind</c>, where others have that of their dimension.</summary>
    public const DimensionKind AllCalls = default;

    private static readonly string Sums = string.Join(", ", RollupDefinition.Sums.Select(sum => sum.Column));

    private readonly Dictionary<(int Workspace, DimensionKind Kind, long Hour, long Value), RollupSums> _waiting = [];

    private readonly SqliteStatement _add = writer.Prepare($"""
        INSERT INTO {Table} ({string.Join(", ", KeyColumns)}, {Sums})
        VALUES ({string.Join(", ", KeyColumns.Concat(RollupDefinition.Sums.Select(sum => sum.Column)).Select(_ => "?"))})
        ON CONFLICT ({string.Join(", ", KeyColumns)}) DO UPDATE SET {string.Join(", ", RollupDefinition.Sums.Select(sum => $"{sum.Column} = {sum.Column} + excluded.{sum.Column}"))}
        """);

    private readonly SqliteStatement _prune = writer.Prepare(
        $"DELETE FROM {Table} WHERE {string.Join(" AND ", KeyColumns.Select(column => column + " = ?"))} AND calls = 0");

    /// <summary>The dimensions by which hours are kept, one at a time, with their columns in the records.</summary>
    public static IReadOnlyList<(string Column, DimensionKind Kind)> Kept { get; } =
        [.. RollupDefinition.Shape, ("organization_id", DimensionKind.Organization), ("project_id", DimensionKind.Project), ("call_site_id", DimensionKind.CallSite)];

    /// <summary>The columns of the primary key.</summary>
    public static string[] KeyColumns { get; } = ["workspace_id", "kind", "hour", "of_id"];

    /// <summary>The counted records in SQL, once for each kind, with the columns <c>kind</c> and <c>of_id</c>.</summary>
    public static string OverRows { get; } = $"""
        (SELECT k.kind, CASE k.kind {string.Concat(Kept.Select(kept => Invariant($"WHEN {(int)kept.Kind} THEN i.{kept.Column} ")))}ELSE 0 END AS of_id, i.*
        FROM interactions i CROSS JOIN (SELECT 0 AS kind {string.Concat(Kept.Select(kept => Invariant($"UNION ALL SELECT {(int)kept.Kind} ")))}) k WHERE i.counted = 1)
        """;

    /// <summary>Remembers for <see cref="Flush"/> that an interaction counts, or that it no longer does.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="hour">Its hour since the Unix epoch.</param>
    /// <param name="group">Its dimensions.</param>
    /// <param name="interaction">The interaction as it is counted.</param>
    /// <param name="cost">Its cost.</param>
    /// <param name="sign">1 to add, −1 to take away.</param>
    public void Add(int workspace, long hour, in RollupGroup group, Interaction interaction, in Cost cost, int sign)
    {
        var sums = default(RollupSums);
        sums.Add(interaction, cost, sign);
        Wait((workspace, AllCalls, hour, 0), sums);
        foreach (var (_, kind) in Kept)
        {
            Wait((workspace, kind, hour, group.Of(kind)), sums);
        }
    }

    /// <summary>Adds what is remembered.</summary>
    public void Flush()
    {
        foreach (var (key, sums) in _waiting)
        {
            var parameter = Bind(_add, key);
            foreach (var (_, _, value) in RollupDefinition.Sums)
            {
                _add.Bind(++parameter, value(sums));
            }

            _add.Run();
            if (sums.LastRetractedUnixNano != 0)
            {
                Bind(_prune, key);
                _prune.Run();
            }
        }

        Forget();
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget() => _waiting.Clear();

    private static int Bind(SqliteStatement statement, (int Workspace, DimensionKind Kind, long Hour, long Value) key)
    {
        statement.Bind(1, (long)key.Workspace);
        statement.Bind(2, (long)key.Kind);
        statement.Bind(3, key.Hour);
        statement.Bind(4, key.Value);
        return KeyColumns.Length;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Wait((int Workspace, DimensionKind Kind, long Hour, long Value) key, in RollupSums sums) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_waiting, key, out _).Add(sums);
}
