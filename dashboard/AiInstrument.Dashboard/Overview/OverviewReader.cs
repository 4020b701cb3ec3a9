using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Overview;

/// <summary>Reads the overview's cards and breakdowns.</summary>
internal sealed class OverviewReader(IUsageQueries queries, TimeProvider time)
{
    private const int RowsPerBreakdown = 6;
    private const int RowsOfPerformance = 8;

    public async Task<IReadOnlyList<PeriodCard>> ReadCardsAsync(int workspace, UsageScope scope, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        string[] periods = ["1d", "7d", CalendarMonth.Of(today).ToString(), "all"];
        var cards = new List<PeriodCard>();

        // The page's own period has a card too.
        foreach (var period in periods.Contains(scope.Window.Period) ? periods : [.. periods[..^1], scope.Window.Period, periods[^1]])
        {
            var card = scope.Over(period, time);
            var window = card.Window;
            var totals = await queries.GetTotalsAsync(workspace, window, scope.Filter, cancellationToken).ConfigureAwait(false);
            var (wholeHours, previous) = await BeforeAsync(workspace, card, today, cancellationToken).ConfigureAwait(false);
            var timeline = await queries.GetTimelineAsync(workspace, window, scope.Filter, cancellationToken).ConfigureAwait(false);
            cards.Add(new PeriodCard(card, totals, previous, Trend.Of(Measure.Cost, [.. timeline.Where(bucket => bucket.Start <= time.GetUtcNow())]).Values)
            {
                WholeHours = wholeHours,
                Since = window.FromDay is null && totals.Calls > 0 && timeline is [var first, ..] ? DateOnly.FromDateTime(first.Start.UtcDateTime) : null,
            });
        }

        return cards;
    }

    // A day that has just begun is not less than the whole day before: its whole hours are held against the same hours, where hours are kept.
    private async Task<(UsageTotals? WholeHours, UsageTotals? Previous)> BeforeAsync(int workspace, UsageScope card, DateOnly today, CancellationToken cancellationToken)
    {
        if (card.Window.Previous(today) is not { } before)
        {
            return (null, null);
        }

        if (card.Window.FromDay == today && card.Window.ToDay == today
            && (await queries.GetHoursAsync(workspace, card.Window, card.Filter, cancellationToken).ConfigureAwait(false)).Hours is { } hours
            && (await queries.GetHoursAsync(workspace, before, card.Filter, cancellationToken).ConfigureAwait(false)).Hours is { } earlier)
        {
            var hour = time.GetUtcNow().Hour;
            return (Until(hours), Until(earlier));

            UsageTotals Until(IReadOnlyList<UsageBucket> day) =>
                day.Where(bucket => bucket.Start.UtcDateTime.Hour < hour).Aggregate(new UsageTotals(), (sum, bucket) => sum.Plus(bucket.Totals));
        }

        return (null, await queries.GetTotalsAsync(workspace, before, card.Filter, cancellationToken).ConfigureAwait(false));
    }

    public async Task<FeaturePerformance> ReadPerformanceAsync(int workspace, UsageScope scope, CancellationToken cancellationToken)
    {
        var features = await queries.GetBreakdownAsync(workspace, scope.Window, scope.Filter, UsageDimension.Feature, cancellationToken).ConfigureAwait(false);
        var quality = (await queries.GetQualityByAsync(workspace, scope.Window, scope.Filter, UsageDimension.Feature, cancellationToken).ConfigureAwait(false))
            .ToDictionary(feature => feature.Name ?? "", feature => feature.Quality, StringComparer.Ordinal);
        return new FeaturePerformance(scope, [.. features.Take(RowsOfPerformance).Select(feature => (feature, quality.GetValueOrDefault(feature.Name ?? "")))], features.Count);
    }

    public async Task<IReadOnlyList<Breakdown>> ReadBreakdownsAsync(int workspace, UsageScope scope, IEnumerable<Dimension> dimensions, UsageTotals whole, CancellationToken cancellationToken)
    {
        var breakdowns = new List<Breakdown>();
        foreach (var dimension in dimensions)
        {
            var top = await queries.GetTopAsync(workspace, scope.Window, scope.Filter, dimension.Kind, RowsPerBreakdown, cancellationToken).ConfigureAwait(false);
            breakdowns.Add(new Breakdown(dimension, scope, top.Groups, top.Count, whole));
        }

        return breakdowns;
    }
}
