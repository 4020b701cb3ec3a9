using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>A part of a window that one query reads.</summary>
/// <param name="Rollup">What it reads; null for the records.</param>
/// <param name="Driver">Who to look for in it, or null.</param>
/// <param name="From">The first bucket; of records the first day.</param>
/// <param name="To">The last bucket.</param>
/// <param name="IsLess">Whether these are days that another stretch has read and that are not of the window. Being the first of their month, they do not change when a group was seen last.</param>
internal sealed record RollupStretch(RollupDefinition? Rollup, DerivedRollup? Driver, long From, long To, bool IsLess = false)
{
    /// <summary>Cuts a window into months, days that are filled, and days that are not.</summary>
    /// <param name="source">What answers.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="filled">The last day that the source is filled with.</param>
    /// <param name="empty">The last day that the rollup of call sites is not filled with.</param>
    /// <param name="byDay">Whether days must stay apart.</param>
    public static IEnumerable<RollupStretch> Cut(RollupSource source, long from, long to, long filled, long empty, bool byDay)
    {
        if (source.Days == RollupDefinition.Sites && Math.Min(to, source.IsRecords ? to : empty) is var recorded && from <= recorded)
        {
            yield return new(null, null, from, recorded);
            from = recorded + 1;
        }

        if (source.Months is { } months && !byDay)
        {
            // The month of the last filled day has its filled days. A window that begins within a month takes the shorter way: its days of it, or the whole month less those before.
            var firstMonth = UnixTime.Month(from);
            var lastMonth = filled <= to ? UnixTime.Month(filled) : UnixTime.Month(to + 1) - 1;
            var before = from - UnixTime.FirstDay(firstMonth);
            var own = Math.Min(UnixTime.FirstDay(firstMonth + 1) - 1, filled) - from + 1;
            var isLess = before > 0 && before < own;
            if (before > 0 && !isLess)
            {
                firstMonth++;
            }

            if (firstMonth <= lastMonth)
            {
                yield return new(months, null, firstMonth, lastMonth);
                if (before > 0)
                {
                    yield return isLess
                        ? new(source.Days, source.Driver, UnixTime.FirstDay(firstMonth), from - 1, IsLess: true)
                        : new(source.Days, source.Driver, from, UnixTime.FirstDay(firstMonth) - 1);
                }

                from = Math.Min(UnixTime.FirstDay(lastMonth + 1), filled + 1);
            }
        }

        var lastDay = source.IsLive ? to : Math.Min(to, filled);
        if (from <= lastDay)
        {
            yield return new(source.Days, source.Driver, from, lastDay);
        }

        if (Math.Max(from, lastDay + 1) is var running && running <= to)
        {
            var perDay = source.Running.Grain == RollupGrain.Hour ? UnixTime.HoursPerDay : 1;
            yield return new(source.Running, null, running * perDay, ((to + 1) * perDay) - 1);
        }
    }

    /// <summary>The query, as <see cref="RollupSql"/> makes it.</summary>
    public string Sql(int workspaceId, FilterIds filter, IReadOnlyList<DimensionKind> by, IReadOnlyList<long>? among, bool byDay, string sums = TotalsSql.OverRollup) => Rollup is null
        ? RollupSql.OfRecords(workspaceId, From, To, filter, by, among, byDay)
        : RollupSql.Of(Rollup, Driver, workspaceId, From, To, filter, by, among, byDay, sums);

    /// <summary>Sums of other stretches with those of this one.</summary>
    public UsageTotals Join(UsageTotals sum, UsageTotals totals) => IsLess ? sum.Minus(totals) : sum.Plus(totals);
}
