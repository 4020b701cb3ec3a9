using System.Globalization;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Keeps the rollup of call sites. The days of a database that is older than it are filled from their records, the newest first;
/// what arrives for a day that is not filled yet is among those records.
/// </summary>
internal sealed class SiteRollup
{
    /// <summary>The name under which the state remembers the newest day that is not filled; without it none is left.</summary>
    public const string StateName = "usage_sites_empty_through_day";

    /// <summary>Finds that day.</summary>
    public const string EmptyThrough = $"SELECT value FROM collector_state WHERE name = '{StateName}'";

    private static readonly RollupDefinition Definition = RollupDefinition.Sites;

    private readonly RollupTable _table;
    private readonly SqliteStatement _newest;
    private readonly SqliteStatement _fill;
    private readonly SqliteStatement _keptFrom;
    private readonly SqliteStatement _remember;
    private long _emptyThrough;
    private long? _filling;

    public SiteRollup(SqliteWriter writer)
    {
        _table = new RollupTable(writer, Definition);
        _newest = writer.Prepare("""
            SELECT max(newest) FROM (
                SELECT (SELECT start_unix_nano FROM interactions i WHERE i.workspace_id = w.id AND start_unix_nano < ? ORDER BY start_unix_nano DESC LIMIT 1) AS newest FROM workspaces w)
            """);
        string[] columns = [.. Definition.Key, .. RollupDefinition.Sums.Select(sum => sum.Column), "last_start_unix_nano"];
        string[] key = ["i.workspace_id", string.Create(CultureInfo.InvariantCulture, $"start_unix_nano / {UnixTime.NanosPerDay}"), .. Definition.GroupColumns];
        _fill = writer.Prepare($"""
            INSERT INTO {Definition.Table} ({string.Join(", ", columns)})
            SELECT {string.Join(", ", key)}, {string.Join(", ", RollupDefinition.Sums.Select(sum => sum.OverRows))}, max(start_unix_nano)
            FROM workspaces w CROSS JOIN interactions i ON i.workspace_id = w.id AND start_unix_nano >= ? AND start_unix_nano < ? AND counted = 1
            GROUP BY {string.Join(", ", key)}
            """);
        _keptFrom = writer.Prepare(Retention.KeptFrom);
        _remember = writer.Prepare($"UPDATE collector_state SET value = ? WHERE name = '{StateName}'");
        using var state = writer.Prepare(EmptyThrough);
        _emptyThrough = state.Find() ?? -1;
    }

    /// <summary>Remembers for <see cref="Flush"/> that an interaction counts, or that it no longer does.</summary>
    public void Add(int workspace, long day, in RollupGroup group, Interaction interaction, in Cost cost, int sign)
    {
        if (day > _emptyThrough)
        {
            _table.Pending(workspace, day, group with { Organization = 0, User = 0, Project = 0 }).Add(interaction, cost, sign);
        }
    }

    /// <summary>Adds what is remembered.</summary>
    public void Flush() => _table.Flush();

    /// <summary>Fills the newest day that is not filled, in the transaction that is open.</summary>
    /// <returns>Whether there was one.</returns>
    public bool FillNext()
    {
        if (_emptyThrough < 0)
        {
            return false;
        }

        _newest.Bind(1, (_emptyThrough + 1) * UnixTime.NanosPerDay);
        var newest = _newest.Step() ? _newest.NullableInt64(0) : null;
        _newest.Reset();

        // Of a day whose records go, nobody knows how many there were.
        if (newest / UnixTime.NanosPerDay is not { } day || day < (_keptFrom.Find() ?? 0))
        {
            Remember(-1);
            return true;
        }

        _fill.Bind(1, day * UnixTime.NanosPerDay);
        _fill.Bind(2, (day + 1) * UnixTime.NanosPerDay);
        _fill.Run();
        Remember(day - 1);
        return true;
    }

    /// <summary>Remembers that what <see cref="FillNext"/> did is in the database.</summary>
    public void Committed()
    {
        _emptyThrough = _filling ?? _emptyThrough;
        _filling = null;
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _filling = null;
        _table.Forget();
    }

    private void Remember(long day)
    {
        _remember.Bind(1, day);
        _remember.Run();
        _filling = day;
    }
}
