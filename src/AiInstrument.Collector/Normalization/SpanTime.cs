using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>When a span began, as far as its clock can be believed.</summary>
internal static class SpanTime
{
    private static readonly long Earliest = Nanos(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Nanoseconds since the Unix epoch of an instant.</summary>
    public static long Nanos(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>
    /// The span's start. A start before the year 2000 or more than a day ahead comes from a broken clock and would hide the spend from every window:
    /// the moment of receipt takes its place.
    /// </summary>
    public static long Start(DecodedSpan span, DateTimeOffset received)
    {
        var latest = Nanos(received.AddDays(1));
        return span.StartUnixNano <= long.MaxValue && (long)span.StartUnixNano is var start && start >= Earliest && start <= latest
            ? start
            : Nanos(received);
    }

    /// <summary>The span's duration in nanoseconds, at most 30 days.</summary>
    public static long Duration(DecodedSpan span)
    {
        var nanos = span.EndUnixNano > span.StartUnixNano ? span.EndUnixNano - span.StartUnixNano : 0;
        return (long)Math.Min(nanos, (ulong)TimeSpan.FromDays(30).Ticks * 100);
    }
}
