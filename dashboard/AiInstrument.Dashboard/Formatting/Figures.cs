using System.Globalization;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>Writes counts, shares, durations and times in the reader's culture, moments in the page's time zone.</summary>
internal static class Figures
{
    public static string Count(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Three digits and a unit: <c>12.3k</c>, <c>4.56M</c>.</summary>
    public static string Compact(long value) => Math.Abs(value) switch
    {
        < 10_000 => Count(value),
        < 1_000_000 => Scaled(value / 1e3m, "k"),
        < 1_000_000_000 => Scaled(value / 1e6m, "M"),
        _ => Scaled(value / 1e9m, "B"),
    };

    /// <summary>A share of one as a percentage; a share that rounds to all or nothing without being it says so.</summary>
    public static string Percent(double share) => share switch
    {
        > 0 and < 0.001 => "<" + Percent(0.001),
        > 0.999 and < 1 => ">" + Percent(0.999),
        0 or 1 or >= 10 => share.ToString("P0", CultureInfo.CurrentCulture),
        _ => share.ToString("P1", CultureInfo.CurrentCulture),
    };

    /// <summary>A share that somebody gave as a whole percentage.</summary>
    public static string Whole(double share) => share.ToString("P0", CultureInfo.CurrentCulture);

    public static string Duration(double milliseconds) => milliseconds switch
    {
        < 1_000 => milliseconds.ToString("N0", CultureInfo.CurrentCulture) + " ms",
        < 60_000 => (milliseconds / 1_000).ToString("N2", CultureInfo.CurrentCulture) + " s",
        _ => (milliseconds / 60_000).ToString("N1", CultureInfo.CurrentCulture) + " min",
    };

    /// <summary>As <see cref="Duration"/>, with digits behind the point for what takes a few milliseconds.</summary>
    public static string FineDuration(double milliseconds) =>
        milliseconds < 100 ? milliseconds.ToString("N1", CultureInfo.CurrentCulture) + " ms" : Duration(milliseconds);

    /// <summary>Binary units: <c>12.3 MiB</c>.</summary>
    public static string Bytes(long value) => value switch
    {
        < 1 << 10 => Count(value) + " B",
        < 1 << 20 => Scaled(value / 1024m, " KiB"),
        < 1 << 30 => Scaled(value / 1024m / 1024m, " MiB"),
        _ => Scaled(value / 1024m / 1024m / 1024m, " GiB"),
    };

    public static string Moment(DateTimeOffset time) => DisplayZone.Current.Of(time).ToString("d MMM HH:mm:ss", CultureInfo.CurrentCulture);

    public static string FullMoment(DateTimeOffset time) => DisplayZone.Current.Of(time).ToString("d MMMM yyyy HH:mm:ss.fff", CultureInfo.CurrentCulture) + " " + DisplayZone.Current.Offset(time);

    /// <summary>As <see cref="FullMoment"/>, to the second: of what people did, and of what is no call.</summary>
    public static string LongMoment(DateTimeOffset time) => DisplayZone.Current.Of(time).ToString("d MMM yyyy HH:mm:ss", CultureInfo.CurrentCulture) + " " + DisplayZone.Current.Offset(time);

    public static string Machine(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Names a bucket of a chart: its hour when the window is one day, else its day, which is a UTC day.</summary>
    public static string Bucket(DateTimeOffset start, UsageWindow window) => window.FromDay == window.ToDay
        ? DisplayZone.Current.Of(start).ToString("HH:mm", CultureInfo.CurrentCulture)
        : start.UtcDateTime.ToString("d MMM", CultureInfo.CurrentCulture);

    /// <summary>A UTC day: <c>3 Oct 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A calendar month: <c>Oct 2026</c>.</summary>
    public static string Month(CalendarMonth month) => month.FirstDay.ToString("MMM yyyy", CultureInfo.CurrentCulture);

    private static string Scaled(decimal value, string unit) =>
        value.ToString(Math.Abs(value) switch { < 10 => "N2", < 100 => "N1", _ => "N0" }, CultureInfo.CurrentCulture) + unit;
}
