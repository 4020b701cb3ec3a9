using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Forecasting;

/// <summary>Reads daily costs and forecasts from them.</summary>
internal sealed class Forecasts(IUsageQueries queries, TimeProvider time) : IForecasts
{
    private const int PastMonths = 3;
    private const int MostGroups = 100;

    /// <inheritdoc/>
    public async Task<UsageForecast> GetTotalAsync(int workspaceId, UsageFilter filter, CancellationToken cancellationToken)
    {
        var today = Today();
        return Make(null, await queries.GetTimelineAsync(workspaceId, Window(today), filter, cancellationToken).ConfigureAwait(false), today);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageForecast>> GetByAsync(int workspaceId, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, MostGroups);
        var today = Today();
        var series = await queries.GetSeriesAsync(workspaceId, Window(today), filter, dimension, top, cancellationToken).ConfigureAwait(false);
        return
        [
            .. series
                .Select((group, at) => at == top ? Make(null, group.Buckets, today) with { IsRest = true } : Make(group.Name, group.Buckets, today))
                .OrderBy(group => group.IsRest)
                .ThenByDescending(group => group.Forecast.Estimate)
                .ThenBy(group => group.Name, StringComparer.Ordinal),
        ];
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    // The months to look back at, and before the first of them as much history as a forecast takes.
    private static UsageWindow Window(DateOnly today) => new("forecast", FirstOf(today).AddMonths(-PastMonths).AddDays(-MonthForecaster.MostHistoryDays), today);

    private static UsageForecast Make(string? name, IReadOnlyList<UsageBucket> days, DateOnly today)
    {
        var first = DateOnly.FromDateTime(days[0].Start.UtcDateTime);
        var costs = days.Select(day => day.Totals.CostNanoUsd).ToArray();
        var month = FirstOf(today);
        var past = new List<PastForecast>();
        for (var back = 1; back <= PastMonths; back++)
        {
            if (Look(month.AddMonths(-back)) is { } known)
            {
                past.Add(known);
            }
        }

        var toDate = days.Skip(month.DayNumber - first.DayNumber).Select(day => day.Totals).Aggregate(new UsageTotals(), (sum, next) => sum.Plus(next));
        return new UsageForecast(name, MonthForecaster.Forecast(first, costs[..^1], today, costs[^1]), toDate, past);

        // As on the same day then, which in a shorter month is its last; the running day counts as not begun.
        PastForecast? Look(DateOnly then)
        {
            var day = then.AddDays(Math.Min(today.Day, DateTime.DaysInMonth(then.Year, then.Month)) - 1);
            var at = day.DayNumber - first.DayNumber;
            var actual = costs[(then.DayNumber - first.DayNumber)..(then.AddMonths(1).DayNumber - first.DayNumber)].Sum();
            var forecast = MonthForecaster.Forecast(first, costs[..at], day, 0);
            return forecast.Estimate is { } estimate && actual > 0 ? new PastForecast(then, estimate, actual, actual >= forecast.Low && actual <= forecast.High) : null;
        }
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
