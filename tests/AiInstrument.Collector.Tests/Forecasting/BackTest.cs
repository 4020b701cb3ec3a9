using AiInstrument.Collector.Forecasting;

namespace AiInstrument.Collector.Tests.Forecasting;

/// <summary>Forecasts of one synthetic month at each checkpoint, against what the month came to.</summary>
/// <param name="Month">The month.</param>
/// <param name="Points">A forecast for each checkpoint.</param>
internal sealed record BackTest(SyntheticMonth Month, IReadOnlyList<BackTestPoint> Points)
{
    /// <summary>The noise that is printed and tested.</summary>
    public const int Seed = 1;

    /// <summary>Mean error of the forecast over the checkpoints, as a share of the actual cost.</summary>
    public double Error => Points.Average(point => point.Error);

    /// <summary>The same of the run rate: cost until now, divided by its days, times the days of the month.</summary>
    public double NaiveError => Points.Average(point => point.NaiveError);

    /// <summary>Whether the forecast was nearer than the run rate.</summary>
    public bool Better => Error < NaiveError;

    /// <summary>Forecasts a month after each checkpoint.</summary>
    public static BackTest Run(SyntheticMonth month) => new(month, [.. SyntheticMonth.Checkpoints.Select(day => At(month, day))]);

    private static BackTestPoint At(SyntheticMonth month, int day)
    {
        var history = month.Month.DayNumber - month.FirstDay.DayNumber;
        var known = month.Costs.Take(history + day).ToArray();
        var forecast = MonthForecaster.Forecast(month.FirstDay, known, month.Month.AddDays(day), todaySoFar: 0);
        var naive = known.Skip(history).Sum() / day * DateTime.DaysInMonth(month.Month.Year, month.Month.Month);
        return new BackTestPoint(day, forecast, ErrorOf(forecast.Estimate!.Value), ErrorOf(naive), month.Actual >= forecast.Low && month.Actual <= forecast.High);

        double ErrorOf(long estimate) => Math.Abs((double)(estimate - month.Actual)) / month.Actual;
    }
}

/// <summary>One forecast against the actual cost.</summary>
/// <param name="Day">After this day of the month.</param>
/// <param name="Forecast">The forecast.</param>
/// <param name="Error">Its error as a share of the actual cost.</param>
/// <param name="NaiveError">The run rate's.</param>
/// <param name="Inside">Whether the actual cost is in the interval.</param>
internal sealed record BackTestPoint(int Day, MonthForecast Forecast, double Error, double NaiveError, bool Inside);
