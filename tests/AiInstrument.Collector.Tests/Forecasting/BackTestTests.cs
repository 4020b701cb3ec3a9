namespace AiInstrument.Collector.Tests.Forecasting;

public sealed class BackTestTests
{
    [Fact]
    public void The_forecast_is_nearer_than_the_run_rate_on_at_least_ten_of_twelve_months()
    {
        var tests = SyntheticMonth.All(BackTest.Seed).Select(BackTest.Run).ToList();

        Assert.Equal(12, tests.Count);
        Assert.True(tests.Count(test => test.Better) >= 10, string.Join(", ", tests.Where(test => !test.Better).Select(test => test.Month.Name)));
    }

    [Fact]
    public void It_stays_so_with_other_noise_and_the_interval_holds_about_four_of_five()
    {
        var tests = Enumerable.Range(1, 50).SelectMany(SyntheticMonth.All).Select(BackTest.Run).ToList();

        Assert.InRange((double)tests.Count(test => test.Better) / tests.Count, 10.0 / 12, 1);
        Assert.InRange(tests.SelectMany(test => test.Points).Average(point => point.Inside ? 1.0 : 0.0), 0.70, 0.90);
    }
}
