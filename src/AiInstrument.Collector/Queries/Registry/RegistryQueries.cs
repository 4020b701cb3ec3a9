using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Storage;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Queries.Registry;

/// <summary>Reads what the latest builds declare.</summary>
internal sealed class RegistryQueries(CollectorDatabase database, FeatureNameQueries featureNames)
{
    /// <summary>The builds that have a call site, the newest first.</summary>
    public async Task<IReadOnlyList<CoverageBuild>> BuildsAsync(int workspaceId, string callSiteId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var builds = await context.Builds.AsNoTracking()
                .Where(build => build.WorkspaceId == workspaceId && context.CallSites.Any(site => site.BuildKey == build.Id && site.CallSiteId == callSiteId))
                .OrderByDescending(build => build.FirstSeenUnixMs).ThenByDescending(build => build.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return builds.ConvertAll(CoverageQueries.Describe);
        }
    }

    /// <summary>The declared features under their ids of today, by id.</summary>
    public async Task<IReadOnlyList<DeclaredFeature>> FeaturesAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var names = await featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var builds = (await CoverageQueries.LatestBuildsAsync(context, workspaceId, cancellationToken).ConfigureAwait(false)).ToDictionary(build => build.Id);
            var keys = builds.Keys.ToList();
            var features = await context.Features.AsNoTracking().Where(feature => keys.Contains(feature.BuildKey)).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. features
                .GroupBy(feature => feature.FeatureId, StringComparer.Ordinal)
                .Where(same => names.Current(same.Key) == same.Key)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same =>
                {
                    var newest = same.MaxBy(feature => (builds[feature.BuildKey].FirstSeenUnixMs, feature.BuildKey))!;
                    var services = same.Select(feature => builds[feature.BuildKey].Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                    return new DeclaredFeature(same.Key, newest.Category, newest.Owner, newest.Purpose, names.Former(same.Key), [.. services]);
                })];
        }
    }
}
