namespace AiInstrument.Collector.Forecasting;

/// <summary>
/// What a plain day will cost: exponential smoothing with several memories, with and without a damped trend. Each is tried on the days that are known,
/// and those that forecast the recent ones better weigh more, so that a new level is believed within days and noise is not.
/// </summary>
internal sealed class LevelForecast
{
    // How far ahead each is tried. Shorter, and a trend would be believed that holds for a day.
    private const int Ahead = 7;

    // How fast an old mistake is forgotten, per day.
    private const double Forgetting = 0.95;

    // A trend weakens with each day: none lasts.
    private const double Damping = 0.98;

    // The weight of a method falls with this power of its mistakes.
    private const double Strictness = 4;

    private static readonly (double Level, double Trend)[] Methods = [(0.05, 0), (0.15, 0), (0.4, 0), (0.1, 0.05), (0.3, 0.1)];

    private readonly (double Level, double Trend, double Weight)[] _methods;

    private LevelForecast((double Level, double Trend, double Weight)[] methods, double missed) => (_methods, Missed) = (methods, missed);

    /// <summary>The mean square by which the mean of a week was missed.</summary>
    public double Missed { get; }

    /// <summary>Learns from plain days, of which there is at least one.</summary>
    /// <param name="plain">What each day cost without its weekday's habit.</param>
    /// <param name="weights">How much each day says, above 0 up to 1.</param>
    public static LevelForecast Of(double[] plain, double[] weights)
    {
        var fits = Array.ConvertAll(Methods, method => Fit(plain, weights, method.Level, method.Trend));
        var scale = plain.Average();

        // The small addition keeps a perfect method from silencing the others.
        var merits = Array.ConvertAll(fits, fit => Math.Pow(fit.Error + (scale / 100) + double.Epsilon, -Strictness));
        var sum = merits.Sum();
        var shares = Array.ConvertAll(merits, merit => double.IsFinite(sum) ? merit / sum : 1.0 / merits.Length);
        return new LevelForecast([.. fits.Zip(shares, (fit, share) => (fit.Level, fit.Trend, share))], fits.Zip(shares, (fit, share) => fit.SquaredError * share).Sum());
    }

    /// <summary>The expected cost of the day so many days ahead, from 1. Never below zero.</summary>
    public double At(int ahead) => Math.Max(0, _methods.Sum(method => method.Weight * (method.Level + (method.Trend * Damped(ahead)))));

    /// <summary>How much the methods disagree about a day: the variance of what they expect.</summary>
    public double DisagreementAt(int ahead)
    {
        var mean = At(ahead);
        return _methods.Sum(method => method.Weight * Math.Pow(method.Level + (method.Trend * Damped(ahead)) - mean, 2));
    }

    /// <summary>The change until so many days ahead as a share of the level.</summary>
    public double Drift(int ahead) => At(1) > 0 ? (At(ahead) / At(1)) - 1 : 0;

    private static (double Level, double Trend, double Error, double SquaredError) Fit(double[] plain, double[] weights, double toLevel, double toTrend)
    {
        // Begins with the first week's mean; a long memory would keep the first day's chance for months.
        var level = plain.Zip(weights, (cost, weight) => cost * weight).Take(7).Sum() / weights.Take(7).Sum();
        var trend = 0.0;
        var error = 0.0;
        var squared = 0.0;
        var tried = 0.0;
        var told = 0.0;
        for (var at = 0; at < plain.Length; at++)
        {
            if (at >= Ahead)
            {
                var end = Math.Min(at + Ahead, plain.Length);
                var missed = 0.0;
                for (var next = at; next < end; next++)
                {
                    missed += weights[next] * (plain[next] - level - (trend * Damped(next - at + 1)));
                }

                missed /= end - at;
                error = (error * Forgetting) + Math.Abs(missed);
                squared += end - at == Ahead ? missed * missed : 0;
                tried = (tried * Forgetting) + 1;
            }

            // With few days behind it each day counts as in a plain mean.
            told += weights[at];
            var gain = weights[at] * Math.Max(toLevel, 1 / told);
            var before = level;
            var expected = level + (trend * Damping);
            level = expected + (gain * (plain[at] - expected));
            trend = toTrend == 0 ? 0 : (trend * Damping) + (toTrend * (level - before - (trend * Damping)));
        }

        return (level, trend, tried == 0 ? 1 : error / tried, squared / Math.Max(1, plain.Length - (2 * Ahead) + 1));
    }

    // The sum of so many damped steps.
    private static double Damped(int steps) => Damping * (1 - Math.Pow(Damping, steps)) / (1 - Damping);
}
