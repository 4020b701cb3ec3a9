using System.Globalization;
using AiInstrument.Collector.Storage.Engine;
using AiInstrument.Collector.Storage.Maintenance;

namespace AiInstrument.Collector.Storage;

/// <summary>Keeps the derived rollups: fills them with a day when it is over, and adds what arrives for such a day later.</summary>
internal sealed class DerivedRollups
{
    private static readonly RollupFamily[] Families = Enum.GetValues<RollupFamily>();

    private readonly (DerivedRollup Rollup, RollupTable Days, RollupTable Months)[] _tables;
    private readonly (DerivedRollup Rollup, RollupTable Days, RollupTable Months)[] _live;
    private readonly Dictionary<RollupFamily, long> _filled = [];
    private readonly SqliteStatement _nextDay;
    private readonly SqliteStatement _read;
    private readonly SqliteStatement _remember;
    private (RollupFamily Family, long Day)? _filling;
    private long _lastFilled;

    public DerivedRollups(SqliteWriter writer)
    {
        _tables = [.. DerivedRollup.All.Select(rollup => (rollup, new RollupTable(writer, rollup.Days), new RollupTable(writer, rollup.Months, rollup.Days)))];
        _live = Array.FindAll(_tables, table => table.Rollup.Live);
        var days = RollupDefinition.Days;
        _nextDay = writer.Prepare($"""
            SELECT min(next) FROM (SELECT (SELECT day FROM {days.Table} u WHERE u.workspace_id = w.id AND u.day > ? ORDER BY day LIMIT 1) AS next FROM workspaces w)
            """);
        _read = writer.Prepare($"""
            SELECT u.workspace_id, u.provider_id, u.model_id, u.feature_id, u.category_id, u.entry_point_id, u.organization_id, u.user_id, u.project_id, u.service_id,
                {string.Join(", ", RollupDefinition.Sums.Select(sum => sum.Column))}, last_start_unix_nano
            FROM workspaces w CROSS JOIN {days.Table} u ON u.workspace_id = w.id AND u.day = ?
            """);
        _remember = writer.Prepare("INSERT INTO collector_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        var known = writer.Prepare("SELECT value FROM collector_state WHERE name = ?");
        foreach (var family in Families)
        {
            known.Bind(1, StateOf(family));
            _filled[family] = known.Find() ?? -1;
        }

        _lastFilled = _filled.Values.Max();
    }

    /// <summary>The name under which the state remembers the last day of a family that is filled.</summary>
    public static string StateOf(RollupFamily family) => family switch
    {
        RollupFamily.Shape => "usage_shape_through_day",
        RollupFamily.Owner => "usage_owner_through_day",
        RollupFamily.Users => "usage_users_through_day",
        RollupFamily.Organizations => "usage_organizations_through_day",
        _ => "usage_projects_through_day",
    };

    /// <summary>Remembers for <see cref="Flush"/> what a group of a day gains.</summary>
    public void Add(int workspace, long day, in RollupGroup group, in RollupSums sums)
    {
        foreach (var (rollup, days, months) in day > _lastFilled ? _live : _tables)
        {
            var late = day <= _filled[rollup.Family];
            if (late || rollup.Live)
            {
                days.Pending(workspace, day, group.Only(rollup.Days.Kept)).Add(sums);
            }

            if (late)
            {
                months.Pending(workspace, UnixTime.Month(day), group.Only(rollup.Days.Kept)).Add(sums);
            }
        }
    }

    /// <summary>Adds what is remembered.</summary>
    public void Flush()
    {
        foreach (var (rollup, days, months) in _tables)
        {
            days.Flush();
            months.Flush(_filled[rollup.Family]);
        }
    }

    /// <summary>Fills one family with the oldest day that it lacks.</summary>
    /// <param name="lastDay">The last day that is over.</param>
    /// <returns>Whether there was one.</returns>
    public bool FillNext(long lastDay)
    {
        foreach (var (family, filled) in _filled.OrderBy(pair => pair.Value))
        {
            _nextDay.Bind(1, filled);
            if (NextDay() is { } day && day <= lastDay)
            {
                Fill(family, day);
                return true;
            }
        }

        return false;
    }

    /// <summary>Remembers that what <see cref="FillNext"/> did is in the database.</summary>
    public void Committed()
    {
        if (_filling is { } done)
        {
            _filled[done.Family] = done.Day;
            _lastFilled = Math.Max(_lastFilled, done.Day);
            _filling = null;
        }
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _filling = null;
        foreach (var (_, days, months) in _tables)
        {
            days.Forget();
            months.Forget();
        }
    }

    /// <summary>Sums a rollup up from the daily one, as far as its family is filled; the running days of a live one too.</summary>
    /// <param name="writer">The database.</param>
    /// <param name="rollup">The rollup, empty for the days and their months.</param>
    /// <param name="range">The days.</param>
    public static void Sum(SqliteWriter writer, DerivedRollup rollup, DayRange range)
    {
        var daily = RollupDefinition.Days;
        var sums = string.Join(", ", RollupDefinition.Sums.Select(sum => $"sum({sum.Column})"));
        var columns = string.Join(", ", RollupDefinition.Sums.Select(sum => sum.Column));
        var groups = rollup.Days.Groups.Select(group => group.Kind == default ? "workspace_id * 0" : daily.ColumnOf(group.Kind)).ToList();
        var through = $"day <= coalesce((SELECT value FROM collector_state WHERE name = '{StateOf(rollup.Family)}'), -1)";
        SumInto(rollup.Days, "day", daily.Table, groups, $"{range.Has("day")} AND {(rollup.Live ? "1" : through)}");

        // A month is summed up from the few rows of its days.
        const string Month = "CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1";
        SumInto(rollup.Months, Month, rollup.Days.Table, [.. rollup.Days.GroupColumns], $"{rollup.Days.IsOwn} AND {range.WholeMonths.Has("day")} AND {through}");

        void SumInto(RollupDefinition target, string bucket, string source, IReadOnlyList<string> from, string condition)
        {
            var part = target.Part is { } own ? string.Create(CultureInfo.InvariantCulture, $"{own.Value}, ") : "";
            writer.Execute($"""
                INSERT INTO {target.Table} ({string.Join(", ", target.Key)}, {columns}, last_start_unix_nano)
                SELECT workspace_id, {part}{bucket}, {string.Join(", ", from)}, {sums}, max(last_start_unix_nano) FROM {source} WHERE {condition}
                GROUP BY workspace_id, {bucket}, {string.Join(", ", from)}
                """);
        }
    }

    private long? NextDay()
    {
        var day = _nextDay.Step() ? _nextDay.NullableInt64(0) : null;
        _nextDay.Reset();
        return day;
    }

    private void Fill(RollupFamily family, long day)
    {
        var tables = Array.FindAll(_tables, table => table.Rollup.Family == family);
        var month = UnixTime.Month(day);
        _read.Bind(1, day);
        while (_read.Step())
        {
            var workspace = (int)_read.Int64(0);
            var group = new RollupGroup(
                _read.Int64(1), _read.Int64(2), _read.Int64(3), _read.Int64(4), _read.Int64(5), _read.Int64(6), _read.Int64(7), _read.Int64(8), _read.Int64(9));
            var sums = RollupSums.Read(_read, 10);
            foreach (var (rollup, days, months) in tables)
            {
                var kept = group.Only(rollup.Days.Kept);
                months.Pending(workspace, month, kept).Add(sums);
                if (!rollup.Live)
                {
                    days.Pending(workspace, day, kept).Add(sums);
                }
            }
        }

        foreach (var (_, days, months) in tables)
        {
            days.Flush();
            months.Flush();
        }

        _remember.Bind(1, StateOf(family));
        _remember.Bind(2, day);
        _remember.Run();
        _filling = (family, day);
    }
}
