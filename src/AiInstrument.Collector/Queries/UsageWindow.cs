using System.Globalization;

namespace AiInstrument.Collector.Queries;

/// <summary>
/// A window of whole UTC days, so that rollups and records cover exactly the same interactions.
/// <c>1d</c> is today, <c>7d</c> today and the six days before it, and so on; <c>2026-10</c> is a calendar month; <c>2026-10-03..2026-10-19</c> are those days, both included; <c>all</c> has no start.
/// </summary>
/// <param name="Period">The period as the URL spells it.</param>
/// <param name="FromDay">The first day, or null for all time.</param>
/// <param name="ToDay">The last day, inclusive.</param>
public sealed record UsageWindow(string Period, DateOnly? FromDay, DateOnly ToDay)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string Separator = "..";

    // A chart of days has room for these; nobody called a model before.
    private const int FirstYear = 2000;

    /// <summary>The periods that have a name of their own, in the order pages show them.</summary>
    public static IReadOnlyList<string> Periods { get; } = ["1d", "7d", "30d", "90d", "all"];

    /// <summary>What <see cref="TryParse"/> reads, to be said after "is none of".</summary>
    public static string Allowed { get; } = $"{string.Join(", ", Periods)}, a month such as 2026-10, or days of the years from {FirstYear.ToString(CultureInfo.InvariantCulture)} to the next one such as 2026-10-03..2026-10-19, the first not after the last";

    /// <summary>Reads a period; null or empty means <c>30d</c>.</summary>
    /// <returns>False when the period is not <see cref="Allowed"/>.</returns>
    public static bool TryParse(string? period, TimeProvider time, out UsageWindow window)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var name = string.IsNullOrEmpty(period) ? "30d" : period;
        if (name == "all")
        {
            window = new UsageWindow(name, null, today);
            return true;
        }

        if (Periods.Contains(name) && int.TryParse(name.AsSpan(0, name.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            window = new UsageWindow(name, today.AddDays(1 - days), today);
            return true;
        }

        if (CalendarMonth.TryParse(name, out var month))
        {
            window = month.Window;
            return true;
        }

        if (name.Split(Separator) is [var first, var last] && TryDay(first, out var from) && TryDay(last, out var to) && from <= to && from.Year >= FirstYear && to.Year <= today.Year + 1)
        {
            window = Of(from, to);
            return true;
        }

        window = new UsageWindow("30d", today.AddDays(-29), today);
        return false;
    }

    /// <summary>Some days, both included.</summary>
    public static UsageWindow Of(DateOnly from, DateOnly to) => new(Spell(from, to), from, to);

    /// <summary>Days as a period, in the way that <see cref="TryParse"/> reads.</summary>
    /// <param name="from">The first day, as in <c>2026-10-03</c>.</param>
    /// <param name="to">The last day.</param>
    public static string Spell(string? from, string? to) => $"{from}{Separator}{to}";

    /// <summary>A day as a form's field sends it.</summary>
    public static string Spell(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>The month before a month, otherwise the same number of days before this window; null for all time.</summary>
    /// <param name="today">When given, days after it are not compared: a month that is running compares to as many days of the month before.</param>
    public UsageWindow? Previous(DateOnly? today = null)
    {
        if (FromDay is not { } from)
        {
            return null;
        }

        var to = today is { } now && now < ToDay && from <= now ? now : ToDay;
        if (!CalendarMonth.TryParse(Period, out var month))
        {
            return Of(from.AddDays(from.DayNumber - to.DayNumber - 1), from.AddDays(-1));
        }

        var before = month.AddMonths(-1);
        return to == ToDay ? before.Window : Of(before.FirstDay, before.FirstDay.AddDays(Math.Min(to.Day, before.LastDay.Day) - 1));
    }

    private static string Spell(DateOnly from, DateOnly to) => Spell(Spell(from), Spell(to));

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
