using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Dashboard.Charts;
using AiInstrument.Dashboard.Coverage;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Explorer;

/// <summary>Reads the explorer of a dimension. Names come from traffic, and from the registry where the latest builds declare them.</summary>
internal sealed class ExplorerReader(IUsageQueries queries, TimeProvider time)
{
    private static readonly IReadOnlyDictionary<string, CoverageCallSite> NoSites = new Dictionary<string, CoverageCallSite>(StringComparer.Ordinal);

    /// <summary>Reads one page of the table.</summary>
    public async Task<ExplorerTable> ReadAsync(int workspace, Dimension dimension, ExplorerRequest request, CancellationToken cancellationToken)
    {
        var (scope, other) = (request.Scope, request.Other);
        var whole = await queries.GetTotalsAsync(workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        var wholeBefore = other is null ? null : await queries.GetTotalsAsync(workspace, other, scope.Filter, cancellationToken).ConfigureAwait(false);
        var sites = dimension == Dimension.CallSite ? await SitesAsync(workspace, scope.Window, cancellationToken).ConfigureAwait(false) : NoSites;
        var rows = await ReadRowsAsync(workspace, dimension, request, sites, cancellationToken).ConfigureAwait(false);
        var found = request.Arrange(rows);
        var page = found.Skip((request.Page - 1) * request.PageSize).Take(request.PageSize).ToList();
        return new ExplorerTable(
            await DrawAsync(workspace, dimension, scope, page, cancellationToken).ConfigureAwait(false),
            found.Count,
            rows.Count,
            whole,
            wholeBefore,
            Sum(found.Select(row => row.Totals)),
            other is null ? null : Sum(found.Select(row => row.Compared)))
        {
            Sites = sites,
        };
    }

    /// <summary>Reads the rows of all pages, in order, without what is only drawn, and the sums of the scope.</summary>
    public async Task<(IReadOnlyList<ExplorerRow> Rows, UsageTotals Whole)> ReadAllAsync(int workspace, Dimension dimension, ExplorerRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Scope;
        var whole = await queries.GetTotalsAsync(workspace, scope.Window, scope.Filter, cancellationToken).ConfigureAwait(false);
        var sites = dimension == Dimension.CallSite ? await SitesAsync(workspace, scope.Window, cancellationToken).ConfigureAwait(false) : NoSites;
        var found = request.Arrange(await ReadRowsAsync(workspace, dimension, request, sites, cancellationToken).ConfigureAwait(false));
        return (await TimeAsync(workspace, dimension, scope, found, cancellationToken).ConfigureAwait(false), whole);
    }

    private async Task<IReadOnlyList<ExplorerRow>> ReadRowsAsync(int workspace, Dimension dimension, ExplorerRequest request, IReadOnlyDictionary<string, CoverageCallSite> sites, CancellationToken cancellationToken)
    {
        var (scope, other) = (request.Scope, request.Other);
        var groups = await queries.GetBreakdownAsync(workspace, scope.Window, scope.Filter, dimension.Kind, cancellationToken).ConfigureAwait(false);
        var before = other is null ? [] : await queries.GetBreakdownAsync(workspace, other, scope.Filter, dimension.Kind, cancellationToken).ConfigureAwait(false);
        var formerly = ByName(before);
        var today = ByName(groups);
        var rows = groups.Select(group => formerly.TryGetValue(Key(group.Name), out var then)
            ? new ExplorerRow(group.Name, group.Totals, then.Totals, Later(group.LastSeen, then.LastSeen), State: null)
            : new ExplorerRow(group.Name, group.Totals, other is null ? null : new UsageTotals(), group.LastSeen, other is null ? null : NameState.New)).ToList();
        rows.AddRange(before
            .Where(group => !today.ContainsKey(Key(group.Name)))
            .Select(group => new ExplorerRow(group.Name, new UsageTotals(), group.Totals, group.LastSeen, NameState.Gone)));

        // What is only declared matches no narrowing.
        if (scope.Filter == UsageFilter.None)
        {
            var declared = await DeclaredAsync(workspace, dimension, scope.Window, sites, cancellationToken).ConfigureAwait(false);
            var silent = declared.Where(name => !today.ContainsKey(Key(name)) && !formerly.ContainsKey(Key(name))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var ever = silent.Count == 0
                ? []
                : ByName(await queries.GetBreakdownAsync(workspace, scope.Over("all", time).Window, UsageFilter.None, dimension.Kind, cancellationToken).ConfigureAwait(false));
            rows.AddRange(silent.Select(name => ever.TryGetValue(Key(name), out var once)
                ? new ExplorerRow(name, new UsageTotals(), other is null ? null : new UsageTotals(), once.LastSeen, NameState.Idle)
                : new ExplorerRow(name, new UsageTotals(), other is null ? null : new UsageTotals(), LastSeen: null, NameState.Never)));
        }

        return rows.ConvertAll(row => sites.TryGetValue(Key(row.Name), out var site) ? row with { Site = site } : row);
    }

    // A library's call site is one, in however many services it is.
    private async Task<IReadOnlyDictionary<string, CoverageCallSite>> SitesAsync(int workspace, UsageWindow window, CancellationToken cancellationToken)
    {
        var report = await queries.GetCoverageAsync(workspace, window, cancellationToken).ConfigureAwait(false);
        return report.CallSites.GroupBy(site => site.Id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.MaxBy(site => site.Calls)!, StringComparer.Ordinal);
    }

    /// <summary>The names that the latest builds declare. Models and providers are known by what answers alone.</summary>
    private async Task<IEnumerable<string>> DeclaredAsync(
        int workspace, Dimension dimension, UsageWindow window, IReadOnlyDictionary<string, CoverageCallSite> sites, CancellationToken cancellationToken) => dimension.Kind switch
        {
            UsageDimension.Feature => (await queries.GetDeclaredFeaturesAsync(workspace, cancellationToken).ConfigureAwait(false)).Select(feature => feature.Id),
            UsageDimension.Category => (await queries.GetDeclaredFeaturesAsync(workspace, cancellationToken).ConfigureAwait(false)).Select(feature => feature.Category).OfType<string>(),
            UsageDimension.EntryPoint => (await queries.GetCoverageAsync(workspace, window, cancellationToken).ConfigureAwait(false)).EntryPoints.Where(point => point.Declared).Select(point => point.Name),
            UsageDimension.Service => (await queries.GetCoverageAsync(workspace, window, cancellationToken).ConfigureAwait(false)).Builds.Select(build => build.Service).Where(service => service.Length > 0),
            UsageDimension.CallSite => sites.Values.Where(site => site.State != CallSiteState.Unknown).Select(site => site.Id),
            _ => [],
        };

    // One query for the rows of the page.
    private async Task<IReadOnlyList<ExplorerRow>> DrawAsync(int workspace, Dimension dimension, UsageScope scope, List<ExplorerRow> rows, CancellationToken cancellationToken)
    {
        var names = rows.Where(row => row.Totals.Calls > 0).Select(row => row.Name).ToList();
        var series = await queries.GetSeriesAsync(workspace, scope.Window, scope.Filter, dimension.Kind, names, cancellationToken).ConfigureAwait(false);

        // What is to come of a month has no shape yet.
        var now = time.GetUtcNow();
        var buckets = series.ToDictionary(one => Key(one.Name), one => (IReadOnlyList<UsageBucket>)[.. one.Buckets.Where(bucket => bucket.Start <= now)], StringComparer.Ordinal);
        var timed = await TimeAsync(workspace, dimension, scope, rows, cancellationToken).ConfigureAwait(false);
        return [.. timed.Select(row => buckets.TryGetValue(Key(row.Name), out var drawn) ? row with { Trend = Trend.Of(row.Totals, drawn) } : row)];
    }

    private async Task<IReadOnlyList<ExplorerRow>> TimeAsync(int workspace, Dimension dimension, UsageScope scope, IReadOnlyList<ExplorerRow> rows, CancellationToken cancellationToken)
    {
        var quality = await queries.GetQualityByAsync(workspace, scope.Window, scope.Filter, dimension.Kind, cancellationToken).ConfigureAwait(false);
        var durations = quality.ToDictionary(group => Key(group.Name), group => group.Quality.Durations, StringComparer.Ordinal);
        return [.. rows.Select(row => row with { Durations = durations.GetValueOrDefault(Key(row.Name)) })];
    }

    private static UsageTotals Sum(IEnumerable<UsageTotals> parts) => parts.Aggregate(new UsageTotals(), (sum, next) => sum.Plus(next));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static Dictionary<string, UsageGroup> ByName(IEnumerable<UsageGroup> groups) => groups.ToDictionary(group => Key(group.Name), StringComparer.Ordinal);

    // No name is empty: calls without one have none.
    private static string Key(string? name) => name ?? "";
}
