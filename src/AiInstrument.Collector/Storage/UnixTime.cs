namespace AiInstrument.Collector.Storage;

/// <summary>Buckets of time since the Unix epoch, UTC.</summary>
internal static class UnixTime
{
    public const long NanosPerSecond = 1_000_000_000;
    public const long SecondsPerDay = 86_400;
    public const long NanosPerHour = 3_600_000_000_000;
    public const int HoursPerDay = 24;
    public const long NanosPerDay = HoursPerDay * NanosPerHour;

    private const int MonthsPerYear = 12;
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Days from the epoch to an instant.</summary>
    public static long Day(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / SecondsPerDay;

    /// <summary>Days from the epoch to a day of the calendar.</summary>
    public static long Day(DateOnly date) => date.DayNumber - EpochDay;

    /// <summary>The day of the calendar.</summary>
    public static DateOnly Date(long day) => DateOnly.FromDayNumber(EpochDay + (int)day);

    /// <summary>The month of a day, counted from the year 0.</summary>
    public static long Month(long day) => Date(day) is var date ? (date.Year * MonthsPerYear) + date.Month - 1 : 0;

    /// <summary>The first day of a month.</summary>
    public static long FirstDay(long month) => new DateOnly((int)(month / MonthsPerYear), (int)(month % MonthsPerYear) + 1, 1).DayNumber - EpochDay;
}
