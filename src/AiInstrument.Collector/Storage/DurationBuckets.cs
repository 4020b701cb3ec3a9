using System.Globalization;
using System.Numerics;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Durations as numbered buckets: each millisecond up to 8 has its own, longer ones four for each doubling, so that a bucket is at most a quarter as wide as its durations.
/// The numbers are stored and never change their meaning.
/// </summary>
internal static class DurationBuckets
{
    private const int Exact = 8;
    private const int PerDoubling = 4;
    private const int FirstPower = 3;

    // 2³² ms are 49 days; longer calls share the last bucket.
    private const int LastPower = 31;

    /// <summary>The bucket of a duration.</summary>
    public static int Of(long milliseconds)
    {
        if (milliseconds < Exact)
        {
            return (int)Math.Max(milliseconds, 0);
        }

        var power = Math.Min(BitOperations.Log2((ulong)milliseconds), LastPower);
        var part = Math.Min(milliseconds >> (power - 2), (2 * PerDoubling) - 1) - PerDoubling;
        return Exact + ((power - FirstPower) * PerDoubling) + (int)part;
    }

    /// <summary>The shortest duration of a bucket, in milliseconds.</summary>
    public static long From(int bucket)
    {
        if (bucket < Exact)
        {
            return bucket;
        }

        var (power, part) = Math.DivRem(bucket - Exact, PerDoubling);
        return (long)(PerDoubling + part) << (power + FirstPower - 2);
    }

    /// <summary>An estimate of a percentile: within the bucket that holds it, as if its durations, which are whole milliseconds, were spread evenly.</summary>
    /// <param name="calls">How many durations each bucket has, in the order of the buckets.</param>
    /// <param name="share">0 to 1.</param>
    /// <returns>Null when there are none.</returns>
    public static TimeSpan? Percentile(IReadOnlyList<(int Bucket, long Calls)> calls, double share)
    {
        var before = 0d;
        var rank = share * calls.Sum(bucket => bucket.Calls);
        foreach (var (bucket, count) in calls)
        {
            if (before + count >= rank && count > 0)
            {
                var from = From(bucket);
                return TimeSpan.FromMilliseconds(from + ((From(bucket + 1) - 1 - from) * (rank - before) / count));
            }

            before += count;
        }

        return null;
    }

    /// <summary>The bucket in SQL.</summary>
    /// <param name="milliseconds">A column or expression that is not null.</param>
    public static string Sql(string milliseconds)
    {
        var powers = Enumerable.Range(FirstPower, LastPower - FirstPower + 1).Select(power => string.Create(
            CultureInfo.InvariantCulture,
            $"WHEN {milliseconds} < {1L << (power + 1)} THEN {Exact + ((power - FirstPower) * PerDoubling) - PerDoubling} + (({milliseconds}) >> {power - 2})"));
        var last = Of(long.MaxValue).ToString(CultureInfo.InvariantCulture);
        return $"CASE WHEN {milliseconds} < {Exact} THEN max({milliseconds}, 0) {string.Join(' ', powers)} ELSE {last} END";
    }
}
