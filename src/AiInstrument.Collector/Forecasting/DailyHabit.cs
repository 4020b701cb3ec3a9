namespace AiInstrument.Collector.Forecasting;

/// <summary>A history of days taken apart: what each weekday usually costs against the others, what was far above the rest, and the plain days that remain.</summary>
internal sealed class DailyHabit
{
    private const int Week = 7;

    // A day so many deviations above the typical one is an outlier. Of a normal distribution, one in 30,000 days is.
    private const double OutlierDeviations = 4;

    // What happened three times in twelve weeks is expected again; what happened once or twice is not.
    private const int FewestRepeats = 3;

    // While each weekday was seen once, chance cannot be told from habit: the assumption that all are alike weighs as much as so many weeks.
    private const double WeeksOfDoubt = 2;

    // A weekday that costs nothing would make any cost on it infinite.
    private const double LowestFactor = 0.01;

    private const double ConsistentMad = 1.4826;

    private readonly double[] _factors;

    public DailyHabit(IReadOnlyList<double> costs, DateOnly firstDay)
    {
        var weekdays = Enumerable.Range(0, costs.Count).Select(at => (int)firstDay.AddDays(at).DayOfWeek).ToArray();

        // Twice: outliers spoil the habit, and the habit's high days look like outliers.
        _factors = Factors(Cap(costs, weekdays, Uniform()), weekdays);
        var capped = Cap(costs, weekdays, _factors);
        _factors = Factors(capped, weekdays);
        Plain = [.. capped.Select((cost, at) => cost / _factors[weekdays[at]])];

        Weights = [.. weekdays.Select(weekday => Math.Min(1, _factors[weekday]))];

        var excess = costs.Zip(capped, (cost, kept) => cost - kept).ToArray();
        Outliers = excess.Count(cost => cost > 0);
        if (Outliers >= FewestRepeats)
        {
            Excess = excess.Average();
            ExcessVariance = excess.Average(cost => Math.Pow(cost - Excess, 2));
        }

        Deviation = DeviationOf(Plain, Weights);
    }

    /// <summary>The days without weekday habit and outliers.</summary>
    public double[] Plain { get; }

    /// <summary>How much each day says of the level: a Sunday that costs a tenth of other days says a tenth.</summary>
    public double[] Weights { get; }

    /// <summary>How far a plain day usually is from what the days before it let expect.</summary>
    public double Deviation { get; }

    /// <summary>How many days were outliers.</summary>
    public int Outliers { get; }

    /// <summary>What outliers add to a day on average; zero when they do not repeat.</summary>
    public double Excess { get; }

    /// <summary>The variance of what outliers add to a day.</summary>
    public double ExcessVariance { get; }

    /// <summary>Whether some weekday differs by a quarter from the average.</summary>
    public bool HasHabit => _factors.Any(factor => Math.Abs(factor - 1) > 0.25);

    /// <summary>What a day of this weekday costs against the average day.</summary>
    public double FactorOf(DateOnly day) => _factors[(int)day.DayOfWeek];

    private static double[] Uniform() => [.. Enumerable.Repeat(1.0, Week)];

    /// <summary>Cuts days that are far above the other days around them.</summary>
    private static double[] Cap(IReadOnlyList<double> costs, int[] weekdays, double[] factors)
    {
        var plain = costs.Select((cost, at) => cost / factors[weekdays[at]]).ToArray();
        var capped = costs.ToArray();
        for (var at = 0; at < capped.Length; at++)
        {
            // Against the days around it and not against all: a new level is no outlier. Days without cost say nothing about how high one may be.
            var around = plain[Math.Max(0, at - Week)..Math.Min(plain.Length, at + Week + 1)].Where(cost => cost > 0).ToArray();
            if (around.Length < Week)
            {
                continue;
            }

            var median = Median(around);
            var deviation = Math.Max(ConsistentMad * Median([.. around.Select(cost => Math.Abs(cost - median))]), median / 10);
            var most = (median + (OutlierDeviations * deviation)) * factors[weekdays[at]];
            capped[at] = Math.Min(capped[at], most);
        }

        return capped;
    }

    /// <summary>The mean ratio of each weekday to its week, drawn towards one as far as chance alone would explain it.</summary>
    private static double[] Factors(double[] costs, int[] weekdays)
    {
        var ratios = Enumerable.Range(0, Week).Select(_ => new List<double>()).ToArray();
        for (var at = 0; at < costs.Length && costs.Length >= Week; at++)
        {
            // The seven days around the day, so that each weekday is among them once.
            var from = Math.Clamp(at - (Week / 2), 0, costs.Length - Week);
            if (costs[from..(from + Week)].Average() is > 0 and var level)
            {
                ratios[weekdays[at]].Add(costs[at] / level);
            }
        }

        if (ratios.Any(weekday => weekday.Count == 0))
        {
            return Uniform();
        }

        var means = Array.ConvertAll(ratios, weekday => weekday.Average());
        var freedom = ratios.Sum(weekday => weekday.Count - 1);
        var within = ratios.Zip(means, (weekday, mean) => weekday.Sum(ratio => Math.Pow(ratio - mean, 2))).Sum() / Math.Max(1, freedom);
        var between = means.Average(mean => Math.Pow(mean - 1, 2));
        var factors = new double[Week];
        for (var weekday = 0; weekday < Week; weekday++)
        {
            var weeks = ratios[weekday].Count;
            var chance = within / weeks;
            var certain = freedom == 0 ? weeks / (weeks + WeeksOfDoubt) : between > chance ? 1 - (chance / between) : 0;
            factors[weekday] = 1 + (certain * (means[weekday] - 1));
        }

        var average = factors.Average();
        return [.. factors.Select(factor => Math.Max(factor / average, LowestFactor))];
    }

    // From one day to the next and not from the mean, so that a trend or a step is not taken for noise. Two days that differ carry the noise of both.
    private static double DeviationOf(double[] plain, double[] weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var at = 1; at < plain.Length; at++)
        {
            var both = weights[at] * weights[at - 1];
            sum += both * Math.Pow(plain[at] - plain[at - 1], 2);
            weight += both;
        }

        return weight == 0 ? plain.Average() : Math.Sqrt(sum / weight / 2);
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
