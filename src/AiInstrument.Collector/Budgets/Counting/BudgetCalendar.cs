using System.Globalization;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Budgets.Counting;

/// <summary>
/// The periods of a budget in its time zone. A period begins at the first instant of its first local day: where clocks jump over midnight, after the jump;
/// where midnight comes twice, at the first. Used by one thread at a time.
/// </summary>
internal sealed class BudgetCalendar(BudgetPeriod period, TimeZoneInfo zone)
{
    private const int DaysPerWeek = 7;

    private PeriodSpan _latest = new(1, 0);

    /// <summary>The calendar of a budget.</summary>
    /// <param name="period">How long it holds.</param>
    /// <param name="timeZone">Its IANA time zone. One that this machine does not know is taken for UTC: counting must not stop because its data changed.</param>
    public static BudgetCalendar Of(BudgetPeriod period, string timeZone) =>
        new(period, TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc);

    /// <summary>The period that an instant is in.</summary>
    /// <param name="unixNano">Nanoseconds since the Unix epoch.</param>
    public PeriodSpan At(long unixNano)
    {
        // Neighbours are nearly always in the same one.
        var seconds = unixNano / UnixTime.NanosPerSecond;
        return _latest.Contains(seconds) ? _latest : _latest = Find(seconds);
    }

    /// <summary>The period that an instant is in.</summary>
    public PeriodSpan At(DateTimeOffset instant) => At(instant.ToUnixTimeSeconds() * UnixTime.NanosPerSecond);

    /// <summary>How people and instances call a period: <c>2026-11-21</c>, <c>2026-W47</c>, <c>2026-11</c>, <c>total</c>.</summary>
    public string Name(PeriodSpan span)
    {
        if (period == BudgetPeriod.Total)
        {
            return "total";
        }

        var first = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(span.Start), zone).DateTime;
        return period switch
        {
            BudgetPeriod.Day => first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            BudgetPeriod.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(first):0000}-W{ISOWeek.GetWeekOfYear(first):00}"),
            _ => first.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        };
    }

    private PeriodSpan Find(long seconds)
    {
        if (period == BudgetPeriod.Total)
        {
            return new PeriodSpan(0, null);
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).DateTime);
        var first = period switch
        {
            BudgetPeriod.Day => day,
            BudgetPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + DaysPerWeek - (int)DayOfWeek.Monday) % DaysPerWeek)),
            _ => new DateOnly(day.Year, day.Month, 1),
        };
        var next = period switch
        {
            BudgetPeriod.Day => first.AddDays(1),
            BudgetPeriod.Week => first.AddDays(DaysPerWeek),
            _ => first.AddMonths(1),
        };
        return new PeriodSpan(StartOf(first), StartOf(next));
    }

    // The offsets around the day are the only two that its midnight can have; the earliest instant that is not before it is its start.
    private long StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var start = DateTimeOffset.MaxValue;
        foreach (var around in (DateTime[])[midnight.AddDays(-1), midnight.AddDays(1)])
        {
            var candidate = new DateTimeOffset(midnight) - zone.GetUtcOffset(around);
            if (candidate < start && candidate + zone.GetUtcOffset(candidate) >= new DateTimeOffset(midnight))
            {
                start = candidate;
            }
        }

        return start.ToUnixTimeSeconds();
    }
}

/// <summary>A period.</summary>
/// <param name="Start">Its first second since the Unix epoch; 0 for the one that holds everything.</param>
/// <param name="End">The first second of the next; null for none.</param>
internal readonly record struct PeriodSpan(long Start, long? End)
{
    /// <summary>When the next one begins; null for never.</summary>
    public DateTimeOffset? ResetsAt => End is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : null;

    /// <summary>Whether a second since the Unix epoch is in it.</summary>
    public bool Contains(long seconds) => seconds >= Start && (End is null || seconds < End);
}
