using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Overview;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>Reads the page of one name.</summary>
internal sealed class NameReader(
    IUsageQueries queries, IUsageAudience audience, OverviewReader overview, ChartReader charts, FactReader facts, WatcherReader watchers, TimeProvider time, IStringLocalizer<Text> text)
{
    private const int LatestRecords = 8;

    /// <summary>What the page shows; null where neither calls nor code know the name.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="value">The name; empty for calls without one.</param>
    /// <param name="scope">Days and filter, the name among it.</param>
    /// <param name="other">The days to compare with, or null.</param>
    /// <param name="by">What the chart is stacked by.</param>
    /// <param name="measure">What it draws, or null for what says most.</param>
    /// <param name="others">The dimensions to break down by.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<NameView?> ReadAsync(
        int workspace, Dimension dimension, string value, UsageScope scope, UsageWindow? other, Dimension by, string? measure, IReadOnlyList<Dimension> others, CancellationToken cancellationToken)
    {
        var totals = await queries.GetTotalsAsync(workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        var known = value.Length == 0 ? [] : await facts.ReadAsync(workspace, dimension, value, scope, cancellationToken).ConfigureAwait(false);
        if (totals.Calls == 0 && !await IsKnownAsync(workspace, dimension, value, scope, known, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var records = await queries.GetRecordsAsync(workspace, new RecordQuery { Window = scope.Window, Filter = scope.Filter, PageSize = LatestRecords }, cancellationToken).ConfigureAwait(false);
        var quality = await queries.GetQualityAsync(workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        return new NameView(
            value.Length == 0 ? text[dimension.NoneKey] : dimension == Dimension.CallSite ? await SiteNameAsync(workspace, value, scope, cancellationToken).ConfigureAwait(false) : value,
            totals,
            await charts.ReadAsync(workspace, scope, by, Measure.Find(measure, totals), cancellationToken).ConfigureAwait(false),
            known,
            value.Length == 0 ? [] : await watchers.ReadAsync(workspace, dimension, value, cancellationToken).ConfigureAwait(false),
            records.Items,
            [
                .. await overview.ReadBreakdownsAsync(workspace, scope, others.Where(one => one.Get(scope.Filter) is null), totals, cancellationToken).ConfigureAwait(false),
                .. await CallSitesAsync(workspace, scope, totals, cancellationToken).ConfigureAwait(false),
            ])
        {
            Before = other is null ? null : await queries.GetTotalsAsync(workspace, other, scope.Filter, cancellationToken).ConfigureAwait(false),
            ScopeBefore = other is null ? null : scope with { Window = other },
            Quality = quality.Durations is null && quality.Savings is null ? null : new Quality(quality, totals, scope),
        };
    }

    // Call sites are the readers' business, and not kept for organizations, users and projects.
    private async Task<IEnumerable<Breakdown>> CallSitesAsync(int workspace, UsageScope scope, UsageTotals totals, CancellationToken cancellationToken)
    {
        if (!audience.Audience.SeesEverything || scope.Filter is not { Organization: null, User: null, Project: null, CallSite: null })
        {
            return [];
        }

        var breakdowns = await overview.ReadBreakdownsAsync(workspace, scope, [Dimension.CallSite], totals, cancellationToken).ConfigureAwait(false);
        var report = await queries.GetCoverageAsync(workspace, scope.Window, cancellationToken).ConfigureAwait(false);
        var sites = report.CallSites.DistinctBy(site => site.Id).ToDictionary(site => site.Id, StringComparer.Ordinal);
        return breakdowns.Select(breakdown => breakdown with { Label = SiteText.Label(sites) });
    }

    private async Task<string> SiteNameAsync(int workspace, string id, UsageScope scope, CancellationToken cancellationToken) =>
        (await queries.GetCoverageAsync(workspace, scope.Window, cancellationToken).ConfigureAwait(false)).CallSites.FirstOrDefault(site => site.Id == id) is { } site ? SiteText.Name(site) : id;

    // A name without calls in these days may have had some, or code may declare it.
    private async Task<bool> IsKnownAsync(int workspace, Dimension dimension, string value, UsageScope scope, IReadOnlyList<Fact> known, CancellationToken cancellationToken)
    {
        if (value.Length == 0 || known.Count > 0)
        {
            return true;
        }

        var ever = await queries.GetTotalsAsync(workspace, scope.Over("all", time).Window, dimension.Set(UsageFilter.None, value), cancellationToken).ConfigureAwait(false);
        return ever.Calls > 0;
    }
}
