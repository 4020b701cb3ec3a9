using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Formatting;

namespace AiInstrument.Dashboard.Overview;

/// <summary>Usage by the day of the week and the hour of the day.</summary>
internal sealed class WeekHours
{
    public const int Hours = 24;

    /// <summary>Shades of a heat map beyond that of nothing.</summary>
    public const int Shades = 8;

    private readonly UsageTotals[,] _sums = new UsageTotals[7, Hours];

    private WeekHours(DisplayZone zone, UsageTotals missing)
    {
        (Zone, Missing) = (zone, missing);
        foreach (var (day, hour) in Cells)
        {
            _sums[(int)day, hour] = new UsageTotals();
        }
    }

    /// <summary>The days in the order of the reader's week.</summary>
    public static IReadOnlyList<DayOfWeek> Days =>
        [.. Enumerable.Range(0, 7).Select(day => (DayOfWeek)(((int)CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek + day) % 7))];

    /// <summary>The zone of days and hours; UTC where the wanted one is not whole hours away from it.</summary>
    public DisplayZone Zone { get; }

    /// <summary>What the totals have beyond these sums.</summary>
    public UsageTotals Missing { get; }

    /// <summary>The sums of one cell.</summary>
    public UsageTotals this[DayOfWeek day, int hour] => _sums[(int)day, hour];

    /// <summary>Every day and hour.</summary>
    public static IEnumerable<(DayOfWeek Day, int Hour)> Cells =>
        from day in Enum.GetValues<DayOfWeek>()
        from hour in Enumerable.Range(0, Hours)
        select (day, hour);

    /// <summary>Sums hours up; null where they are not kept. UTC hours are hours of a zone that is whole hours away, whichever side of a clock change they are on.</summary>
    public static WeekHours? Of(UsageHours usage, DisplayZone wanted)
    {
        if (usage.Hours is not { } hours)
        {
            return null;
        }

        var week = new WeekHours(hours.Any(hour => wanted.Of(hour.Start).Minute != 0) ? DisplayZone.Utc : wanted, usage.Missing);
        foreach (var hour in hours)
        {
            var local = week.Zone.Of(hour.Start);
            ref var sum = ref week._sums[(int)local.DayOfWeek, local.Hour];
            sum = sum.Plus(hour.Totals);
        }

        return week;
    }

    /// <summary>The sums of one hour on all days.</summary>
    public UsageTotals OfHour(int hour) => Days.Select(day => this[day, hour]).Aggregate((sum, next) => sum.Plus(next));

    /// <summary>The sums of one day.</summary>
    public UsageTotals OfDay(DayOfWeek day) => Enumerable.Range(0, Hours).Select(hour => this[day, hour]).Aggregate((sum, next) => sum.Plus(next));

    /// <summary>The busiest day and hour; null when nothing was measured.</summary>
    public (DayOfWeek Day, int Hour, UsageTotals Totals)? Peak(Measure measure) =>
        Cells.Select(cell => (cell.Day, cell.Hour, Totals: this[cell.Day, cell.Hour])).MaxBy(cell => measure.Of(cell.Totals)) is var peak && measure.Of(peak.Totals) > 0 ? peak : null;

    /// <summary>How dark each cell is, from 0 for nothing to <see cref="Shades"/> for the peak.</summary>
    public Func<DayOfWeek, int, int> ShadesOf(Measure measure)
    {
        var most = Peak(measure) is { } peak ? measure.Of(peak.Totals) : 1;
        return (day, hour) => (int)Math.Ceiling((double)measure.Of(this[day, hour]) * Shades / most);
    }
}
