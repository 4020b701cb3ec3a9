using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Charts;

/// <summary>Reads the stacked chart of a scope by one dimension.</summary>
internal sealed class ChartReader(IUsageQueries queries, DashboardLinks links, IStringLocalizer<Text> text)
{
    private const int Top = 6;
    private const string Rest = "(other)";

    /// <summary>Reads the chart.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="scope">Days and filter.</param>
    /// <param name="by">What it is stacked by.</param>
    /// <param name="measure">What it draws.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="label">What a group is called, where that is not its name.</param>
    public async Task<ChartModel> ReadAsync(
        int workspace, UsageScope scope, Dimension by, Measure measure, CancellationToken cancellationToken, Func<string, string>? label = null)
    {
        var groups = await queries.GetSeriesAsync(workspace, scope.Window, scope.Filter, by.Kind, Top, cancellationToken).ConfigureAwait(false);
        var labels = groups is [var first, ..] ? first.Buckets.Select(bucket => Figures.Bucket(bucket.Start, scope.Window)).ToArray() : [];
        var slot = 0;
        return new ChartModel(
            text["Chart.Label", text[measure.Key], text[by.SingularKey]],
            measure,
            labels,
            [.. groups.Select(group => Series(group))]);

        ChartSeries Series(UsageSeries group) => new(
            group.Name switch { null => text[by.NoneKey], Rest => text["Chart.Rest"], var name => label?.Invoke(name) ?? name },
            group.Name == Rest ? 0 : ++slot,
            group.Name == Rest ? null : links.Records(scope.Narrow(by, group.Name)),
            group.Buckets.Select(bucket => bucket.Totals).Aggregate(new UsageTotals(), (sum, next) => sum.Plus(next)),
            [.. group.Buckets.Select(bucket => measure.Of(bucket.Totals))]);
    }
}
