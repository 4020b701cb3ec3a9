namespace AiInstrument.Collector.Tests.Forecasting;

/// <summary>Daily costs that nobody measured: a history and the month that is forecast.</summary>
/// <param name="Name">The shape.</param>
/// <param name="FirstDay">The first day of <paramref name="Costs"/>.</param>
/// <param name="Month">The first day of the month.</param>
/// <param name="Costs">Nano-dollars of each day until the month's end.</param>
internal sealed record SyntheticMonth(string Name, DateOnly FirstDay, DateOnly Month, IReadOnlyList<long> Costs)
{
    private const double Dollar = 1e9;

    /// <summary>The days of the month after which the rest is forecast.</summary>
    public static IReadOnlyList<int> Checkpoints { get; } = [3, 5, 10, 15, 20, 25];

    /// <summary>What the month came to.</summary>
    public long Actual => Costs.Skip(Month.DayNumber - FirstDay.DayNumber).Sum();

    /// <summary>Twelve months of 2026, each of another shape.</summary>
    /// <param name="seed">Other noise for another seed.</param>
    public static IReadOnlyList<SyntheticMonth> All(int seed) =>
    [
        Make("flat", 1, seed, 90, (day, _, r) => 40 * Noise(r, 0.15)),
        Make("office week", 2, seed, 90, (day, _, r) => 60 * (IsWeekend(day) ? 0.12 : 1) * Noise(r, 0.12)),
        Make("growth", 3, seed, 90, (day, at, r) => 20 * Math.Pow(1.012, at + 90) * (IsWeekend(day) ? 0.5 : 1) * Noise(r, 0.15)),
        Make("decline", 4, seed, 90, (day, at, r) => 90 * Math.Pow(0.99, at + 90) * Noise(r, 0.15)),
        Make("launch step", 5, seed, 90, (day, at, r) => (at >= 7 ? 95 : 30) * (IsWeekend(day) ? 0.6 : 1) * Noise(r, 0.15)),
        Make("rare spikes", 6, seed, 90, (_, _, r) => 25 * Noise(r, 0.15) * (r.NextDouble() < 0.04 ? 7 : 1)),
        Make("sparse batches", 7, seed, 90, (_, _, r) => r.NextDouble() < 0.25 ? 80 * Noise(r, 0.5) : 0),
        Make("month-end batch", 8, seed, 90, (day, _, r) => 30 * Noise(r, 0.15) * (day.AddDays(2).Month != day.Month ? 4 : 1)),
        Make("new product", 9, seed, 9, (day, at, r) => 50 * (1 - Math.Exp(-(at + 10) / 12.0)) * (IsWeekend(day) ? 0.7 : 1) * Noise(r, 0.2)),
        Make("retired on the 12th", 10, seed, 90, (day, at, r) => at >= 11 ? 0 : 45 * (IsWeekend(day) ? 0.4 : 1) * Noise(r, 0.15)),
        Make("weekend product, wandering", 11, seed, 90, Wandering()),
        Make("holiday dip", 12, seed, 90, (day, at, r) => 70 * (IsWeekend(day) ? 0.3 : 1) * (at >= 20 ? 0.35 : 1) * Noise(r, 0.15)),
    ];

    // The day, how many days it is behind the first of the month, and chance.
    private static SyntheticMonth Make(string name, int month, int seed, int history, Func<DateOnly, int, Random, double> dollars)
    {
        var first = new DateOnly(2026, month, 1);
        var random = new Random((seed * 100) + month);
        var length = DateTime.DaysInMonth(first.Year, month);
        return new SyntheticMonth(name, first.AddDays(-history), first, [.. Enumerable.Range(-history, history + length).Select(at => (long)(dollars(first.AddDays(at), at, random) * Dollar))]);
    }

    private static Func<DateOnly, int, Random, double> Wandering()
    {
        var level = 35.0;
        return (day, _, r) => (level *= Noise(r, 0.06)) * (IsWeekend(day) ? 2 : 1) * Noise(r, 0.2);
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    // Log-normal around one.
    private static double Noise(Random random, double sigma) =>
        Math.Exp((sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())) - (sigma * sigma / 2));
}
