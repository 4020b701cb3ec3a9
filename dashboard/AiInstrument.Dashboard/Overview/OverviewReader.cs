using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Overview;

/// <summary>Reads the overview's cards and breakdowns.</summary>
internal sealed class OverviewReader(IUsageQueries queries, TimeProvider time)
{
    private const int RowsPerBreakdown = 6;

    private static readonly IReadOnlyList<string> CardPeriods = ["1d", "7d", "30d", "all"];

    public async Task<IReadOnlyList<PeriodCard>> ReadCardsAsync(int workspace, UsageScope scope, CancellationToken cancellationToken)
    {
        var cards = new List<PeriodCard>(CardPeriods.Count);
        foreach (var period in CardPeriods)
        {
            var card = scope.Over(period, time);
            var window = card.Window;
            var totals = await queries.GetTotalsAsync(workspace, window, scope.Filter, cancellationToken).ConfigureAwait(false);
            var previous = window.Previous() is { } before
                ? await queries.GetTotalsAsync(workspace, before, scope.Filter, cancellationToken).ConfigureAwait(false)
                : null;
            var timeline = await queries.GetTimelineAsync(workspace, window, scope.Filter, cancellationToken).ConfigureAwait(false);
            cards.Add(new PeriodCard(card, totals, previous, Trend.Of(Measure.Cost, timeline).Values));
        }

        return cards;
    }

    public async Task<IReadOnlyList<Breakdown>> ReadBreakdownsAsync(int workspace, UsageScope scope, IEnumerable<Dimension> dimensions, UsageTotals whole, CancellationToken cancellationToken)
    {
        var breakdowns = new List<Breakdown>();
        foreach (var dimension in dimensions)
        {
            var groups = await queries.GetBreakdownAsync(workspace, scope.Window, scope.Filter, dimension.Kind, cancellationToken).ConfigureAwait(false);
            breakdowns.Add(new Breakdown(dimension, scope, [.. groups.Take(RowsPerBreakdown)], groups.Count, whole));
        }

        return breakdowns;
    }
}
