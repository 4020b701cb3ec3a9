using System.Globalization;

namespace AiInstrument.Collector.Queries;

/// <summary>
/// A window of whole UTC days, so that rollups and records cover exactly the same interactions.
/// <c>1d</c> is today, <c>7d</c> today and the six days before it, and so on; <c>2026-10</c> is a calendar month; <c>all</c> has no start.
/// </summary>
/// <param name="Period">The period as the URL spells it.</param>
/// <param name="FromDay">The first day, or null for all time.</param>
/// <param name="ToDay">The last day, inclusive.</param>
public sealed record UsageWindow(string Period, DateOnly? FromDay, DateOnly ToDay)
{
    /// <summary>The periods that <see cref="TryParse"/> knows, in the order pages show them.</summary>
    public static IReadOnlyList<string> Periods { get; } = ["1d", "7d", "30d", "90d", "all"];

    /// <summary>Reads a period; null or empty means <c>30d</c>.</summary>
    /// <returns>False when the period is none of <see cref="Periods"/> and no month.</returns>
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

        window = new UsageWindow("30d", today.AddDays(-29), today);
        return false;
    }

    /// <summary>The month before a month, otherwise the same number of days before this window; null for all time.</summary>
    public UsageWindow? Previous() => CalendarMonth.TryParse(Period, out var month) ? month.AddMonths(-1).Window : FromDay is { } from
        ? new UsageWindow(Period, from.AddDays(from.DayNumber - ToDay.DayNumber - 1), from.AddDays(-1))
        : null;
}
