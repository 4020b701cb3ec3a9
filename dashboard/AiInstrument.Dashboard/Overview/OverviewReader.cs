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
            var previous = window.Previous(today) is { } before
                ? await queries.GetTotalsAsync(workspace, before, scope.Filter, cancellationToken).ConfigureAwait(false)
                : null;
            var timeline = await queries.GetTimelineAsync(workspace, window, scope.Filter, cancellationToken).ConfigureAwait(false);
            cards.Add(new PeriodCard(card, totals, previous, Trend.Of(Measure.Cost, [.. timeline.Where(bucket => bucket.Start <= time.GetUtcNow())]).Values)
            {
                Since = window.FromDay is null && totals.Calls > 0 && timeline is [var first, ..] ? DateOnly.FromDateTime(first.Start.UtcDateTime) : null,
            });
        }

        return cards;
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
