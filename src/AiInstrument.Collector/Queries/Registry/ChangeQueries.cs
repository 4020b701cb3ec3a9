using System.Globalization;
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Queries.Registry;

/// <summary>Compares the latest builds of each service with those before, and what their call sites used before and after.</summary>
internal sealed class ChangeQueries(CollectorDatabase database, ReadSnapshot snapshot)
{
    // A week before and a week after, which have the same days of the week.
    private const int MostHours = 7 * UnixTime.HoursPerDay;

    private const string Added = "added";
    private const string Removed = "removed";
    private const string Changed = "changed";

    public async Task<IReadOnlyList<ServiceChanges>> ReadAsync(int workspaceId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var builds = await context.Builds.AsNoTracking().Where(build => build.WorkspaceId == workspaceId && build.Complete).ToListAsync(cancellationToken).ConfigureAwait(false);
            var pairs = builds
                .GroupBy(build => (build.Service, build.Assembly))
                .Select(same => same.OrderByDescending(build => build.FirstSeenUnixMs).ThenByDescending(build => build.Id).Take(2).ToList())
                .Where(newest => newest.Count == 2)
                .Select(newest => new Pair(newest[0], newest[1]))
                .OrderBy(pair => pair.Latest.Assembly, StringComparer.Ordinal)
                .ToList();
            var registries = await ReadAsync(context, [.. pairs.SelectMany(pair => (int[])[pair.Latest.Id, pair.Previous.Id])], cancellationToken).ConfigureAwait(false);
            return [.. pairs.GroupBy(pair => pair.Latest.Service).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => Compare(connection, workspaceId, now, same.Key, [.. same], registries))];
        }
    }

    private static async Task<Registries> ReadAsync(CollectorDbContext context, List<int> keys, CancellationToken cancellationToken) => new(
        (await context.CallSites.AsNoTracking().Where(site => keys.Contains(site.BuildKey)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(site => site.BuildKey),
        (await context.Features.AsNoTracking().Where(feature => keys.Contains(feature.BuildKey)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(feature => feature.BuildKey),
        (await context.EntryPoints.AsNoTracking().Where(point => keys.Contains(point.BuildKey)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(point => point.BuildKey));

    private static ServiceChanges Compare(SqliteConnection connection, int workspaceId, DateTimeOffset now, string service, List<Pair> pairs, Registries registries)
    {
        var changes = pairs.SelectMany(pair => Differences(pair, registries).OrderBy(change => change.What, StringComparer.Ordinal).ThenBy(change => change.Change, StringComparer.Ordinal).ThenBy(change => change.Id, StringComparer.Ordinal)).ToList();
        var since = pairs.Max(pair => pair.Latest.FirstSeenUnixMs) / (long)TimeSpan.FromHours(1).TotalMilliseconds;
        var running = now.ToUnixTimeMilliseconds() / (long)TimeSpan.FromHours(1).TotalMilliseconds;
        var after = (int)Math.Clamp(running - since + 1, 1, MostHours);
        var before = Math.Max(after, UnixTime.HoursPerDay);
        var sites = changes.Where(change => change.What == "call-site").Select(change => change.Id).Distinct(StringComparer.Ordinal).ToList();
        var usedBefore = ReadUsage(connection, workspaceId, sites, since - before, since - 1);
        var usedAfter = ReadUsage(connection, workspaceId, sites, since, since + after - 1);
        return new ServiceChanges(
            service,
            [.. pairs.Select(pair => new BuildPair(Describe(pair.Latest), Describe(pair.Previous)))],
            DateTimeOffset.UnixEpoch.AddHours(since),
            before,
            after,
            [.. changes.Select(change => change.What != "call-site" ? change : change with
            {
                Before = change.Change == Added ? null : usedBefore.GetValueOrDefault(change.Id) ?? new UsageTotals(),
                After = change.Change == Removed ? null : usedAfter.GetValueOrDefault(change.Id) ?? new UsageTotals(),
            })]);
    }

    private static IEnumerable<RegistryChange> Differences(Pair pair, Registries registries)
    {
        var (latest, previous) = (pair.Latest, pair.Previous);
        return
        [
            .. Differences(registries.Sites[previous.Id], registries.Sites[latest.Id], site => site.CallSiteId, Properties, (change, site, properties) => new RegistryChange
            {
                What = "call-site", Change = change, Id = site.CallSiteId, Assembly = latest.Assembly, Member = site.Member, File = site.File, Line = site.Line, Properties = properties,
            }),
            .. Differences(registries.Features[previous.Id], registries.Features[latest.Id], feature => feature.FeatureId, Properties, (change, feature, properties) => new RegistryChange
            {
                What = "feature", Change = change, Id = feature.FeatureId, Assembly = latest.Assembly, Properties = properties,
            }),
            .. Differences(registries.EntryPoints[previous.Id], registries.EntryPoints[latest.Id], point => (point.Name, point.Kind), _ => [], (change, point, properties) => new RegistryChange
            {
                What = "entry-point", Change = change, Id = point.Name, Assembly = latest.Assembly, Member = point.Kind, Properties = properties,
            }),
        ];
    }

    private static IEnumerable<RegistryChange> Differences<T, TKey>(
        IEnumerable<T> previous, IEnumerable<T> latest, Func<T, TKey> key, Func<T, (string Name, string? Value)[]> properties, Func<string, T, IReadOnlyList<ChangedProperty>, RegistryChange> describe)
        where TKey : notnull
    {
        var before = previous.ToDictionary(key);
        var after = latest.ToDictionary(key);
        foreach (var one in after.Keys.Union(before.Keys))
        {
            var (old, now) = (before.GetValueOrDefault(one), after.GetValueOrDefault(one));
            var was = old is null ? null : properties(old);
            var values = now is null ? null : properties(now);
            var differing = (was ?? values)!
                .Select((property, index) => new ChangedProperty(property.Name, was?[index].Value, values?[index].Value))
                .Where(property => property.Before != property.After)
                .ToList();
            if (old is null || now is null || differing.Count > 0)
            {
                yield return describe(old is null ? Added : now is null ? Removed : Changed, now ?? old!, differing);
            }
        }
    }

    private static (string Name, string? Value)[] Properties(RegisteredCallSite site) =>
    [
        ("feature", site.Feature), ("model", site.Model), ("operation", site.Operation), ("reason", site.Escape),
        ("state", site.Escape is null ? "intercepted" : site.MeasuredBy is null ? "escaped" : "wrapped"),
    ];

    private static (string Name, string? Value)[] Properties(RegisteredFeature feature) => [("category", feature.Category), ("owner", feature.Owner)];

    private static Dictionary<string, UsageTotals> ReadUsage(SqliteConnection connection, int workspaceId, List<string> sites, long fromHour, long toHour)
    {
        var used = new Dictionary<string, UsageTotals>(StringComparer.Ordinal);
        if (sites.Count == 0)
        {
            return used;
        }

        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT v.value, {TotalsSql.OverRollup}
            FROM {HourRollup.Table} u JOIN dimension_values v ON v.id = u.of_id
            WHERE u.workspace_id = $workspace AND u.kind = {((int)DimensionKind.CallSite).ToString(CultureInfo.InvariantCulture)} AND u.hour BETWEEN $from AND $to
            GROUP BY u.of_id
            """;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$from", fromHour);
        command.Parameters.AddWithValue("$to", toHour);
        var asked = sites.ToHashSet(StringComparer.Ordinal);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            if (row.Text() is { } site && asked.Contains(site))
            {
                used.Add(site, row.Totals());
            }
        }

        return used;
    }

    private static CoverageBuild Describe(Build build) =>
        new(build.Service, build.Assembly, build.BuildId, DateTimeOffset.FromUnixTimeMilliseconds(build.FirstSeenUnixMs), build.Complete);

    private sealed record Pair(Build Latest, Build Previous);

    private sealed record Registries(ILookup<int, RegisteredCallSite> Sites, ILookup<int, RegisteredFeature> Features, ILookup<int, RegisteredEntryPoint> EntryPoints);
}
