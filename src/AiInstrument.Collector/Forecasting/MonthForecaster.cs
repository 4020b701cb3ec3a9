namespace AiInstrument.Collector.Forecasting;

/// <summary>
/// Forecasts a month's cost from daily costs. Days are first freed of their weekday's habit and of outliers; several levels and trends with memories of different
/// lengths then forecast together, each with the more weight the better it would have forecast the last weeks. A function of its input alone.
/// </summary>
public static class MonthForecaster
{
    /// <summary>Days before today that matter. Twelve whole weeks, so that each weekday is as often among them.</summary>
    public const int MostHistoryDays = 84;

    // The normal distribution's 90th percentile: a tenth of the cases lies above the interval and a tenth below it.
    private const double Z = 1.2816;
    private const int Week = 7;

    // The interval of so many days of history is twice as wide as that of very many.
    private const double FewDays = 7;

    /// <summary>Forecasts the month of <paramref name="today"/>.</summary>
    /// <param name="firstDay">The day of the first cost.</param>
    /// <param name="dailyCosts">Nano-dollars of each whole day from <paramref name="firstDay"/> until the day before <paramref name="today"/>; days without cost are zero.</param>
    /// <param name="today">The running day, UTC.</param>
    /// <param name="todaySoFar">Nano-dollars of the running day until now.</param>
    /// <exception cref="ArgumentException">The costs do not end with yesterday.</exception>
    public static MonthForecast Forecast(DateOnly firstDay, IReadOnlyList<long> dailyCosts, DateOnly today, long todaySoFar)
    {
        ArgumentNullException.ThrowIfNull(dailyCosts);
        if (firstDay.AddDays(dailyCosts.Count) != today)
        {
            throw new ArgumentException("The costs must end with the day before today.", nameof(dailyCosts));
        }

        var month = new DateOnly(today.Year, today.Month, 1);
        var before = Math.Max(0, dailyCosts.Count - (today.DayNumber - month.DayNumber));
        var spent = dailyCosts.Skip(before).Sum() + todaySoFar;

        // What was not yet in use says nothing about what it costs.
        var silent = dailyCosts.TakeWhile(cost => cost == 0).Count();
        var start = Math.Max(silent, dailyCosts.Count - MostHistoryDays);
        var history = dailyCosts.Skip(start).Select(cost => (double)cost).ToArray();
        if (history.Length == 0)
        {
            return new MonthForecast(month, spent, null, null, null, 0, ForecastNotes.ShortHistory);
        }

        var days = new DailyHabit(history, firstDay.AddDays(start));
        var level = LevelForecast.Of(days.Plain, days.Weights);
        var last = month.AddMonths(1).AddDays(-1);
        var rest = 0.0;
        var chance = 0.0;
        var disagreement = 0.0;
        var steps = last.DayNumber - today.DayNumber + 1;
        for (var step = 1; step <= steps; step++)
        {
            var weekday = days.FactorOf(today.AddDays(step - 1));
            var expected = (level.At(step) * weekday) + days.Excess;

            // The running day has happened in part: it costs at least what it has cost.
            rest += step == 1 ? Math.Max(expected, todaySoFar) : expected;

            chance += Math.Pow(days.Deviation * weekday, 2);
            disagreement += Math.Sqrt(level.DisagreementAt(step));
        }

        // Chance evens out over the days that are left. What makes whole weeks differ from what was expected does not, and grows with their number;
        // nor does what the methods disagree about. With few days all of this is hardly known.
        var drift = Math.Max(0, level.Missed - (Math.Pow(days.Deviation, 2) / Week)) * (1 + ((double)steps / Week)) / 2;
        var uncertain = 1 + (FewDays / history.Length);
        var half = Z * uncertain * Math.Sqrt(chance + (steps * days.ExcessVariance) + (drift * steps * steps) + (disagreement * disagreement));
        var whole = spent - todaySoFar + rest;
        return new MonthForecast(
            month,
            spent,
            Money(Math.Max(whole, spent)),
            Money(Math.Max(whole - half, spent)),
            Money(Math.Max(whole + half, spent)),
            history.Length,
            Notes(days, level, history, steps));
    }

    private static ForecastNotes Notes(DailyHabit days, LevelForecast level, double[] history, int steps) =>
        (history.Length < 2 * Week ? ForecastNotes.ShortHistory : ForecastNotes.None)
        | (days.Outliers > 0 ? ForecastNotes.Outliers : ForecastNotes.None)
        | (days.HasHabit ? ForecastNotes.Weekdays : ForecastNotes.None)
        | (history.Count(cost => cost == 0) * 2 > history.Length ? ForecastNotes.Sparse : ForecastNotes.None)
        | (steps <= 1 ? ForecastNotes.Ending : ForecastNotes.None)
        | (level.Drift(Week) switch
        {
            > 0.05 => ForecastNotes.Rising,
            < -0.05 => ForecastNotes.Falling,
            _ => ForecastNotes.None,
        });

    private static long Money(double nanoUsd) => nanoUsd >= long.MaxValue ? long.MaxValue : (long)Math.Round(nanoUsd, MidpointRounding.AwayFromZero);
}
