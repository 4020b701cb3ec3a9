using System.Globalization;

namespace AiInstrument.Collector.Queries;

/// <summary>A calendar month, UTC.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">1 to 12.</param>
public readonly record struct CalendarMonth(int Year, int Month) : IComparable<CalendarMonth>
{
    private const string Format = "yyyy-MM";

    // Room for a month before and after it.
    private const int FirstYear = 1970;
    private const int LastYear = 9998;

    /// <summary>Its first day.</summary>
    public DateOnly FirstDay => new(Year, Month, 1);

    /// <summary>Its last day.</summary>
    public DateOnly LastDay => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    /// <summary>Its days, with the month as the period.</summary>
    public UsageWindow Window => new(ToString(), FirstDay, LastDay);

    /// <summary>The month that a moment is in.</summary>
    public static CalendarMonth Of(DateTimeOffset moment) => Of(DateOnly.FromDateTime(moment.UtcDateTime));

    /// <summary>The month that a day is in.</summary>
    public static CalendarMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Reads <c>2026-10</c>.</summary>
    /// <returns>False when the text is something else.</returns>
    public static bool TryParse(string? text, out CalendarMonth month)
    {
        var read = DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= FirstYear and <= LastYear;
        month = read ? Of(first) : default;
        return read;
    }

    /// <summary>Whether a moment is after its last day.</summary>
    public bool IsOver(DateTimeOffset now) => CompareTo(Of(now)) < 0;

    /// <summary>The month so many months later.</summary>
    public CalendarMonth AddMonths(int months) => Of(FirstDay.AddMonths(months));

    /// <inheritdoc/>
    public int CompareTo(CalendarMonth other) => (Year, Month).CompareTo((other.Year, other.Month));

    /// <summary>As in <c>2026-10</c>.</summary>
    public override string ToString() => FirstDay.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Whether one is earlier.</summary>
    public static bool operator <(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is later.</summary>
    public static bool operator >(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is not later.</summary>
    public static bool operator <=(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is not earlier.</summary>
    public static bool operator >=(CalendarMonth left, CalendarMonth right) => left.CompareTo(right) >= 0;
}
