using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Collector.Tests.Forecasting;

namespace AiInstrument.Benchmarks.Forecasting;

/// <summary>Prints the forecast's errors on synthetic months beside those of the run rate, and how often its interval held the truth.</summary>
internal static class ForecastCommand
{
    private const int Seeds = 50;

    public static Task RunAsync(bool quick)
    {
        var tests = SyntheticMonth.All(BackTest.Seed).Select(BackTest.Run).ToList();
        Report.Table(
            "Month-end forecast: error after so many days, ours / run rate",
            ["month", .. SyntheticMonth.Checkpoints.Select(day => $"day {day}"), "mean", "nearer"],
            tests.Select(test => (string[])
            [
                test.Month.Name,
                .. test.Points.Select(point => $"{Percent(point.Error)} / {Percent(point.NaiveError)}"),
                $"{Percent(test.Error)} / {Percent(test.NaiveError)}",
                test.Better ? "ours" : "run rate",
            ]));
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"Nearer than the run rate on {tests.Count(test => test.Better)} of {tests.Count} months."));

        var many = Enumerable.Range(1, quick ? 5 : Seeds).SelectMany(SyntheticMonth.All).Select(BackTest.Run).GroupBy(test => test.Month.Name, StringComparer.Ordinal).ToList();
        Report.Table(
            $"The same with {(quick ? 5 : Seeds)} noises each",
            ["month", "ours", "run rate", "nearer", "inside the 80 % interval", "median width of the interval"],
            [.. many.Select(same => Row(same.Key, [.. same])), Row("all", [.. many.SelectMany(same => same)])]);
        return Task.CompletedTask;
    }

    private static string[] Row(string name, IReadOnlyList<BackTest> tests)
    {
        var points = tests.SelectMany(test => test.Points.Select(point => (Point: point, test.Month.Actual))).ToList();
        var widths = points.Select(point => (double)(point.Point.Forecast.High!.Value - point.Point.Forecast.Low!.Value) / point.Actual).Order().ToList();
        return
        [
            name,
            Percent(tests.Average(test => test.Error)),
            Percent(tests.Average(test => test.NaiveError)),
            Percent(tests.Average(test => test.Better ? 1.0 : 0.0)),
            Percent(points.Average(point => point.Point.Inside ? 1.0 : 0.0)),
            Percent(widths[widths.Count / 2]),
        ];
    }

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0.0} %");
}
