using AiInstrument.Collector.Forecasting;

namespace AiInstrument.Collector.Tests.Forecasting;

public sealed class MonthForecasterTests
{
    private const long Dollar = 1_000_000_000;

    // A Sunday.
    private static readonly DateOnly First = new(2026, 2, 1);

    [Fact]
    public void A_steady_cost_goes_on_and_the_interval_is_narrow()
    {
        var forecast = Of(new DateOnly(2026, 4, 11), _ => 10 * Dollar);

        Assert.Equal((new DateOnly(2026, 4, 1), 100 * Dollar, 300 * Dollar), (forecast.Month, forecast.SpentToDate, forecast.Estimate));
        Assert.Equal((300 * Dollar, 300 * Dollar), (forecast.Low, forecast.High));
        Assert.Equal((69, ForecastNotes.None), (forecast.HistoryDays, forecast.Notes));
    }

    [Fact]
    public void Weekdays_that_differ_are_forecast_as_such()
    {
        // 22 working days in April 2026, of which seven are over on the eleventh.
        var forecast = Of(new DateOnly(2026, 4, 11), day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 10 * Dollar);

        Assert.Equal(80 * Dollar, forecast.SpentToDate);
        Assert.InRange(forecast.Estimate!.Value, 215 * Dollar, 225 * Dollar);
        Assert.True(forecast.Notes.HasFlag(ForecastNotes.Weekdays));
    }

    [Fact]
    public void One_enormous_day_is_paid_for_and_not_repeated()
    {
        var forecast = Of(new DateOnly(2026, 4, 11), day => day == new DateOnly(2026, 4, 5) ? 900 * Dollar : 10 * Dollar);

        Assert.Equal(990 * Dollar, forecast.SpentToDate);
        Assert.InRange(forecast.Estimate!.Value, 1185 * Dollar, 1215 * Dollar);
        Assert.True(forecast.Notes.HasFlag(ForecastNotes.Outliers));
    }

    [Fact]
    public void A_new_level_is_believed_within_a_week()
    {
        var forecast = Of(new DateOnly(2026, 4, 16), day => day >= new DateOnly(2026, 4, 8) ? 50 * Dollar : 10 * Dollar);

        // 470 until now and fifteen days at fifty.
        Assert.InRange(forecast.Estimate!.Value, 1100 * Dollar, 1340 * Dollar);
    }

    [Theory]
    [InlineData(1.02, ForecastNotes.Rising)]
    [InlineData(0.98, ForecastNotes.Falling)]
    public void A_trend_is_followed_and_said(double daily, ForecastNotes note)
    {
        long Cost(DateOnly day) => (long)(10 * Dollar * Math.Pow(daily, day.DayNumber - First.DayNumber));
        var actual = Enumerable.Range(0, 30).Sum(at => Cost(new DateOnly(2026, 4, 1).AddDays(at)));

        var forecast = Of(new DateOnly(2026, 4, 11), Cost);

        Assert.InRange((double)forecast.Estimate!.Value / actual, 0.92, 1.08);
        Assert.True(forecast.Notes.HasFlag(note));
    }

    [Fact]
    public void Nothing_known_is_no_estimate()
    {
        Assert.Equal(
            new MonthForecast(new DateOnly(2026, 4, 1), 3, null, null, null, 0, ForecastNotes.ShortHistory),
            MonthForecaster.Forecast(new DateOnly(2026, 4, 11), [], new DateOnly(2026, 4, 11), todaySoFar: 3));
        Assert.Null(Of(new DateOnly(2026, 4, 11), _ => 0).Estimate);
    }

    [Fact]
    public void The_first_day_of_use_gives_a_wide_estimate_that_says_how_little_it_knows()
    {
        var forecast = Of(new DateOnly(2026, 4, 11), day => day == new DateOnly(2026, 4, 10) ? 10 * Dollar : 0);

        Assert.Equal((210 * Dollar, 1), (forecast.Estimate!.Value, forecast.HistoryDays));
        Assert.True(forecast.High > 400 * Dollar && forecast.Low < 100 * Dollar);
        Assert.True(forecast.Notes.HasFlag(ForecastNotes.ShortHistory));
    }

    [Fact]
    public void On_the_first_of_a_month_history_alone_forecasts()
    {
        var forecast = Of(new DateOnly(2026, 4, 1), _ => 10 * Dollar, todaySoFar: 2 * Dollar);

        Assert.Equal((2 * Dollar, 300 * Dollar), (forecast.SpentToDate, forecast.Estimate!.Value));
    }

    [Fact]
    public void The_running_day_costs_at_least_what_it_has_cost_and_the_month_what_it_has()
    {
        var forecast = Of(new DateOnly(2026, 4, 30), _ => 10 * Dollar, todaySoFar: 75 * Dollar);

        Assert.Equal((365 * Dollar, 365 * Dollar, 365 * Dollar), (forecast.SpentToDate, forecast.Estimate!.Value, forecast.Low!.Value));
        Assert.True(forecast.Notes.HasFlag(ForecastNotes.Ending));
    }

    [Fact]
    public void A_feature_that_ended_costs_no_more()
    {
        var forecast = Of(new DateOnly(2026, 4, 21), day => day < new DateOnly(2026, 4, 1) ? 10 * Dollar : 0);

        Assert.InRange(forecast.Estimate!.Value, 0, 15 * Dollar);
    }

    [Fact]
    public void The_same_days_give_the_same_forecast_and_intervals_hold_their_estimate()
    {
        foreach (var month in SyntheticMonth.All(7))
        {
            foreach (var (point, again) in BackTest.Run(month).Points.Zip(BackTest.Run(month).Points))
            {
                Assert.Equal(point, again);
                Assert.True(point.Forecast.SpentToDate <= point.Forecast.Low && point.Forecast.Low <= point.Forecast.Estimate && point.Forecast.Estimate <= point.Forecast.High);
            }
        }
    }

    [Fact]
    public void Costs_that_do_not_end_with_yesterday_are_refused() =>
        Assert.Throws<ArgumentException>(() => MonthForecaster.Forecast(First, [1, 2], First.AddDays(3), 0));

    private static MonthForecast Of(DateOnly today, Func<DateOnly, long> cost, long todaySoFar = 0) =>
        MonthForecaster.Forecast(First, [.. Enumerable.Range(0, today.DayNumber - First.DayNumber).Select(at => cost(First.AddDays(at)))], today, todaySoFar);
}
