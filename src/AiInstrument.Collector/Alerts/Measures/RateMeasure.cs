using System.Collections.Concurrent;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>
/// Cost or tokens of the window against the median of the same hours: of the same weekday in up to six weeks before, or of the days before while there are
/// fewer than three such weeks. A median, so that one odd week is no baseline.
/// </summary>
internal sealed class RateMeasure : IAlertMeasure
{
    private const int MostWeeks = 6;
    private const int MostDays = 14;
    private const int FewestSamples = 3;
    private const int DaysPerWeek = 7;

    // What is over does not change from minute to minute; it is read anew each hour.
    private readonly ConcurrentDictionary<int, Samples> _samples = [];

    /// <inheritdoc/>
    public IReadOnlyList<AlertKind> Kinds { get; } = [AlertKind.SpendRate, AlertKind.TokenRate];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlertReading>> ReadAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var rule = question.Rule;
        var hour = HourSums.HourOf(question.Now);
        var asked = new Asked(hour, rule.Filter, rule.WindowMinutes, rule.Kind);
        if (!_samples.TryGetValue(rule.Id, out var samples) || samples.Asked != asked)
        {
            samples = new Samples(asked, await SampleAsync(question, hour, cancellationToken).ConfigureAwait(false));
            _samples[rule.Id] = samples;
        }

        if (samples.Past.Count < FewestSamples)
        {
            return [];
        }

        // Of the running hour as much as has passed.
        var passed = (question.Now - hour).TotalHours;
        var usual = Median([.. samples.Past.Select(past => past.Whole + (past.Running * passed))]);
        var value = Amount(rule.Kind, await HourSums.WindowAsync(question, cancellationToken).ConfigureAwait(false));
        return [new AlertReading("", value, Math.Max(usual * (1 + (rule.Threshold / 100)), Math.Max(1, rule.Minimum))) { Reference = usual }];
    }

    private static async Task<IReadOnlyList<Sample>> SampleAsync(AlertQuestion question, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var days = await question.Queries
            .GetTimelineAsync(question.WorkspaceId, new UsageWindow("alert", question.Today.AddDays(-MostWeeks * DaysPerWeek), question.Today), question.Rule.Filter, cancellationToken)
            .ConfigureAwait(false);
        var first = days.FirstOrDefault(day => day.Totals.Calls > 0)?.Start ?? DateTimeOffset.MaxValue;

        // What was before the first call is no habit.
        var weeks = Before(DaysPerWeek, MostWeeks);
        var chosen = weeks.Count >= FewestSamples ? weeks : Before(1, MostDays);
        var samples = new List<Sample>();
        foreach (var daysAgo in chosen)
        {
            var then = hour.AddDays(-daysAgo);
            var whole = await HourSums.ReadAsync(question, then.AddMinutes(-question.Rule.WindowMinutes), then, cancellationToken).ConfigureAwait(false);
            var running = await HourSums.ReadAsync(question, then, then.AddHours(1), cancellationToken).ConfigureAwait(false);
            samples.Add(new Sample(Amount(question.Rule.Kind, whole), Amount(question.Rule.Kind, running)));
        }

        return samples;

        List<int> Before(int step, int most) => [.. Enumerable.Range(1, most).Select(ago => ago * step).Where(ago => hour.AddDays(-ago).AddMinutes(-question.Rule.WindowMinutes) >= first)];
    }

    private static double Amount(AlertKind kind, UsageTotals totals) => kind == AlertKind.SpendRate ? totals.CostNanoUsd : totals.InputTokens + totals.OutputTokens;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private sealed record Asked(DateTimeOffset Hour, UsageFilter Filter, int WindowMinutes, AlertKind Kind);

    private sealed record Samples(Asked Asked, IReadOnlyList<Sample> Past);

    /// <summary>The amount of the window's whole hours then, and of the hour that runs now.</summary>
    private readonly record struct Sample(double Whole, double Running);
}
