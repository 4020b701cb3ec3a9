using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Tests.Storage;

public sealed class DurationBucketsTests
{
    private static readonly long[] Durations =
    [
        -5, 0, 1, 15, 16, 17, 18, 31, 32, 35, 36, 63, 64, 1_000, 59_999, 3_600_000, uint.MaxValue - 1L, uint.MaxValue, uint.MaxValue + 1L, long.MaxValue / 1_000_000,
        .. Enumerable.Range(0, 33).SelectMany(power => new[] { (1L << power) - 1, 1L << power, (1L << power) + 1 }),
    ];

    [Fact]
    public void A_bucket_holds_its_durations_and_is_narrow()
    {
        foreach (var duration in Durations.Where(duration => duration is >= 0 and <= uint.MaxValue))
        {
            var bucket = DurationBuckets.Of(duration);
            var (from, to) = (DurationBuckets.From(bucket), DurationBuckets.From(bucket + 1));
            Assert.InRange(duration, from, to - 1);
            Assert.True(to - from <= Math.Max(1, from / 4), $"{duration} ms: {from} to {to}");
        }
    }

    [Fact]
    public void Longer_is_never_in_an_earlier_bucket()
    {
        var ordered = Durations.Order().Select(DurationBuckets.Of).ToList();

        Assert.Equal(ordered.Order(), ordered);
        Assert.Equal(0, ordered[0]);
    }

    [Fact]
    public async Task The_database_puts_each_duration_into_the_same_bucket()
    {
        await using var collector = await TestCollector.StartAsync();
        var values = string.Join(", ", Durations.Select(duration => FormattableString.Invariant($"({duration})")));

        var buckets = await collector.SqlAsync($"SELECT group_concat({DurationBuckets.Sql("column1")}) FROM (VALUES {values})");

        Assert.Equal(string.Join(',', Durations.Select(DurationBuckets.Of)), buckets);
    }

    [Fact]
    public void Percentiles_of_nothing_are_not_known()
    {
        Assert.Null(DurationBuckets.Percentile([], 0.5));
        Assert.Null(DurationBuckets.Percentile([(7, 0)], 0.5));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Percentiles_are_off_by_less_than_the_width_of_a_bucket(double share)
    {
        var random = new Random(3);
        var durations = Enumerable.Range(0, 5_000).Select(_ => (long)Math.Exp(random.NextDouble() * 12)).Order().ToList();
        var buckets = durations.GroupBy(DurationBuckets.Of).OrderBy(bucket => bucket.Key).Select(bucket => (bucket.Key, (long)bucket.Count())).ToList();

        var exact = durations[(int)Math.Ceiling(share * durations.Count) - 1];

        Assert.InRange(DurationBuckets.Percentile(buckets, share)!.Value.TotalMilliseconds, exact * 0.8, (exact * 1.25) + 1);
    }
}
