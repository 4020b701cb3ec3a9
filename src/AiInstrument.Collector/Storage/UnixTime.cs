namespace AiInstrument.Collector.Storage;

/// <summary>Buckets of time since the Unix epoch, UTC.</summary>
internal static class UnixTime
{
    public const long NanosPerHour = 3_600_000_000_000;
    public const int HoursPerDay = 24;
    public const long NanosPerDay = HoursPerDay * NanosPerHour;

    /// <summary>Days from the epoch to an instant.</summary>
    public static long Day(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / 86_400;
}
