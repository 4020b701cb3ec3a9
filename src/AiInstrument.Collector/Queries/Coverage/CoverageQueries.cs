using AiInstrument.Collector.Queries.Records.Reading;
using AiInstrument.Collector.Queries.Rollups;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>Compares the registries of the latest builds with what was seen.</summary>
internal sealed class CoverageQueries(CollectorDatabase database, ReadSnapshot snapshot, RollupQueries rollups)
{
    public async Task<CoverageReport> ReportAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var builds = await LatestBuildsAsync(context, workspaceId, cancellationToken).ConfigureAwait(false);
            var keys = builds.ConvertAll(build => build.Id);
            var sites = await context.CallSites.AsNoTracking().Where(site => keys.Contains(site.BuildKey)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var features = await context.Features.AsNoTracking().Where(feature => keys.Contains(feature.BuildKey))
                .Select(feature => feature.FeatureId).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
            var entryPoints = await context.EntryPoints.AsNoTracking().Where(entryPoint => keys.Contains(entryPoint.BuildKey))
                .Select(entryPoint => new { entryPoint.Name, entryPoint.Kind }).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
            var reaches = new CoverageReaches(
                builds, await context.Reaches.AsNoTracking().Where(reach => keys.Contains(reach.BuildKey)).ToListAsync(cancellationToken).ConfigureAwait(false), sites);
            var points = entryPoints.Select(point => (point.Name, point.Kind)).Union(reaches.EntryPoints).ToList();
            return new CoverageReport(
                builds.ConvertAll(Describe),
                await CallSitesAsync(workspaceId, window, builds, sites, reaches, cancellationToken).ConfigureAwait(false),
                await ItemsAsync(workspaceId, window, UsageDimension.Feature, features.ConvertAll(id => (id, "feature")), cancellationToken).ConfigureAwait(false),
                [.. (await ItemsAsync(workspaceId, window, UsageDimension.EntryPoint, points, cancellationToken).ConfigureAwait(false))
                    .Select(item => item with { Reached = reaches.From(item.Name, item.Kind) })]);
        }
    }

    /// <summary>The newest build of each assembly of each service.</summary>
    public static async Task<List<Build>> LatestBuildsAsync(CollectorDbContext context, int workspaceId, CancellationToken cancellationToken)
    {
        var builds = await context.Builds.AsNoTracking().Where(build => build.WorkspaceId == workspaceId).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. builds
            .GroupBy(build => (build.Service, build.Assembly))
            .Select(group => group.OrderBy(build => build.FirstSeenUnixMs).ThenBy(build => build.Id).Last())
            .OrderBy(build => build.Service, StringComparer.Ordinal).ThenBy(build => build.Assembly, StringComparer.Ordinal)];
    }

    /// <summary>A build as reports name it.</summary>
    public static CoverageBuild Describe(Build build) =>
        new(build.Service, build.Assembly, build.BuildId, DateTimeOffset.FromUnixTimeMilliseconds(build.FirstSeenUnixMs), build.Complete);

    private async Task<List<CoverageCallSite>> CallSitesAsync(
        int workspaceId, UsageWindow window, List<Build> builds, List<RegisteredCallSite> sites, CoverageReaches reaches, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var seen = ReadSeen(connection, workspaceId, window);
        var services = builds.ToDictionary(build => build.Id, build => build.Service);
        var report = new List<CoverageCallSite>();
        foreach (var site in sites)
        {
            var service = services[site.BuildKey];
            var calls = seen.Remove((service, site.CallSiteId), out var traffic) ? traffic.Calls : 0;
            report.Add(new CoverageCallSite
            {
                Id = site.CallSiteId,
                State = site.Escape is not null ? (site.MeasuredBy is null ? "escaped" : "wrapped") : calls > 0 ? "intercepted" : "never-seen",
                Service = service,
                Member = site.Member,
                File = site.File,
                Line = site.Line,
                Sdk = site.Sdk,
                Method = site.Method,
                Feature = site.Feature,
                Escape = site.Escape,
                MeasuredBy = site.MeasuredBy,
                ReachedFrom = reaches.Of(service, site.CallSiteId),
                Calls = calls,
                LastSeen = calls > 0 ? traffic.Last : null,
            });
        }

        report.AddRange(seen.Select(traffic => ReadUnknown(connection, traffic.Key.Service, traffic.Key.CallSite, traffic.Value)));
        return [.. report
            .OrderBy(site => site.Service, StringComparer.Ordinal)
            .ThenBy(site => site.File, StringComparer.Ordinal)
            .ThenBy(site => site.Line)
            .ThenBy(site => site.Id, StringComparer.Ordinal)];
    }

    private static Dictionary<(string Service, string CallSite), (long Calls, DateTimeOffset Last, long NewestId)> ReadSeen(SqliteConnection connection, int workspaceId, UsageWindow window)
    {
        var conditions = QueryConditions.OnRollup(workspaceId, window, UsageFilter.None);
        using var command = conditions.ToCommand(connection, $"""
            SELECT coalesce({RecordSql.Value("service")}, ''), {RecordSql.Value("call_site")}, sum(i.calls), max(i.last_start_unix_nano), max(i.newest_id)
            FROM call_site_daily i WHERE %where% AND i.call_site_id <> 0
            GROUP BY i.service_id, i.call_site_id
            """);
        using var reader = command.ExecuteReader();
        var seen = new Dictionary<(string, string), (long, DateTimeOffset, long)>();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            seen.Add((row.Text()!, row.Text()!), (row.Int64(), row.Instant(), row.Int64()));
        }

        return seen;
    }

    private static CoverageCallSite ReadUnknown(SqliteConnection connection, string service, string callSite, (long Calls, DateTimeOffset Last, long NewestId) traffic)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {RecordSql.Value("code_function")}, {RecordSql.Value("code_file")}, i.code_line, {RecordSql.Value("feature")} FROM interactions i WHERE i.id = $id";
        command.Parameters.AddWithValue("$id", traffic.NewestId);
        using var reader = command.ExecuteReader();
        var site = new CoverageCallSite { Id = callSite, State = "unknown", Service = service, Calls = traffic.Calls, LastSeen = traffic.Last };
        if (!reader.Read())
        {
            // The retention has removed the records.
            return site;
        }

        var row = new RowReader(reader);
        return site with { Member = row.Text(), File = row.Text(), Line = (int?)row.NullableInt64(), Feature = row.Text() };
    }

    private async Task<List<CoverageItem>> ItemsAsync(
        int workspaceId, UsageWindow window, UsageDimension dimension, List<(string Name, string Kind)> declared, CancellationToken cancellationToken)
    {
        var groups = await rollups.BreakdownAsync(workspaceId, window, UsageFilter.None, dimension, cancellationToken).ConfigureAwait(false);
        var traffic = groups.Where(group => group.Name is not null).ToDictionary(group => group.Name!);
        var names = declared.Select(item => item.Name).ToHashSet(StringComparer.Ordinal);
        var items = declared.ConvertAll(item => traffic.TryGetValue(item.Name, out var group)
            ? new CoverageItem(item.Name, item.Kind, true, group.Totals.Calls, group.LastSeen)
            : new CoverageItem(item.Name, item.Kind, true, 0, null));
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (name, group) in traffic.Where(pair => !names.Contains(pair.Key)))
        {
            var kind = dimension == UsageDimension.Feature ? "feature" : ReadEntryPointKind(connection, workspaceId, name);
            items.Add(new CoverageItem(name, kind, false, group.Totals.Calls, group.LastSeen));
        }

        items.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name) is not 0 and var order ? order : string.CompareOrdinal(a.Kind, b.Kind));
        return items;
    }

    private static string ReadEntryPointKind(SqliteConnection connection, int workspaceId, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {RecordSql.Value("entry_point_kind")} FROM interactions i
            WHERE i.workspace_id = $workspace
              AND i.entry_point_id = (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)DimensionKind.EntryPoint} AND value = $name)
            ORDER BY i.start_unix_nano DESC LIMIT 1
            """;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$name", name);

        // A span that names no kind: only routes contain a path after a method.
        return command.ExecuteScalar() as string ?? (name.Contains(" /", StringComparison.Ordinal) ? "http" : "job");
    }
}
