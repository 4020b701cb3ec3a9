using System.Globalization;
using System.Runtime.InteropServices;

namespace AiInstrument.Collector.Storage.Maintenance;

/// <summary>Whole UTC days, counted from the Unix epoch.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, included.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DayRange(long First, long Last)
{
    /// <summary>Every day whose instants fit into nanoseconds since the epoch.</summary>
    public static DayRange All { get; } = new(0, (long.MaxValue / UnixTime.NanosPerDay) - 1);

    /// <summary>The days of the months that the range touches.</summary>
    public DayRange WholeMonths => new(UnixTime.FirstDay(UnixTime.Month(First)), UnixTime.FirstDay(UnixTime.Month(Last) + 1) - 1);

    /// <summary>The days of the range from a day on.</summary>
    public DayRange From(long day) => this with { First = Math.Max(First, day) };

    /// <summary>The condition that a column of days is in the range.</summary>
    public string Has(string column) => string.Create(CultureInfo.InvariantCulture, $"{column} BETWEEN {First} AND {Last}");

    /// <summary>The condition that a column of buckets of some length is in the range.</summary>
    public string HasBucket(string column, long nanosPerBucket) => string.Create(
        CultureInfo.InvariantCulture,
        $"{column} BETWEEN {First * (UnixTime.NanosPerDay / nanosPerBucket)} AND {((Last + 1) * (UnixTime.NanosPerDay / nanosPerBucket)) - 1}");

    /// <summary>The condition that a column of months is in the range's months.</summary>
    public string HasMonth(string column) => string.Create(CultureInfo.InvariantCulture, $"{column} BETWEEN {UnixTime.Month(First)} AND {UnixTime.Month(Last)}");

    /// <summary>The condition that a row of <c>interactions</c> began in the range. A range with an end is found by the index of workspace and time; one without reads the table.</summary>
    public string HasRow => string.Create(
        CultureInfo.InvariantCulture,
        $"start_unix_nano >= {First * UnixTime.NanosPerDay}{(Last == All.Last ? "" : $" AND start_unix_nano < {(Last + 1) * UnixTime.NanosPerDay} AND workspace_id IN (SELECT id FROM workspaces)")}");
}
