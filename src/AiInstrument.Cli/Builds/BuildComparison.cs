using AiInstrument.Cli.Moves;

namespace AiInstrument.Cli.Builds;

/// <summary>Compares two builds. Lines and files are no difference: a call site is known by its id, and one whose member is another by what it calls.</summary>
internal static class BuildComparison
{
    /// <summary>Compares.</summary>
    public static BuildDiff Compare(IReadOnlyList<BuildAssembly> before, IReadOnlyList<BuildAssembly> after)
    {
        (string Assembly, BuildManifest? Before, BuildManifest? After)[] assemblies = [.. Pair(Manifests(before), Manifests(after), manifest => manifest.Assembly)];
        BuildChange[] sites = [.. assemblies.SelectMany(pair => CallSites(pair.Assembly, pair.Before?.CallSites ?? [], pair.After?.CallSites ?? []))];
        var moves = Moves(sites);
        var idsNow = moves.ToDictionary(move => move.From.Name, move => move.To.Name, StringComparer.Ordinal);
        List<BuildChange> changes = [.. sites.Except(moves.SelectMany(move => (BuildChange[])[move.From, move.To])), .. moves.Select(move => Move(move.From, move.To))];
        foreach (var (assembly, a, b) in assemblies)
        {
            changes.AddRange(Items(BuildItem.Feature, assembly, a?.Features ?? [], b?.Features ?? [], feature => feature.Id, Fields));
            changes.AddRange(EntryPoints(BuildItem.Route, assembly, a, b, idsNow, manifest => manifest.Routes));
            changes.AddRange(EntryPoints(BuildItem.Job, assembly, a, b, idsNow, manifest => manifest.Jobs));
        }

        return new BuildDiff(
            CoverageReport.Of(before, null).Total,
            CoverageReport.Of(after, null).Total,
            [.. changes.OrderBy(change => change.Kind).ThenBy(change => change.Change).ThenBy(change => change.Assembly, StringComparer.Ordinal).ThenBy(change => change.Site?.Member, StringComparer.Ordinal).ThenBy(change => change.Name, StringComparer.Ordinal)]);
    }

    private static IEnumerable<BuildManifest> Manifests(IEnumerable<BuildAssembly> builds) => builds.Select(build => build.Manifest).OfType<BuildManifest>();

    private static IEnumerable<BuildChange> CallSites(string assembly, IReadOnlyList<BuildCallSite> before, IReadOnlyList<BuildCallSite> after)
    {
        var (old, now) = (before.ToDictionary(site => site.Id, StringComparer.Ordinal), after.ToDictionary(site => site.Id, StringComparer.Ordinal));
        return Items(BuildItem.CallSite, assembly, before, after, site => site.Id, Fields)
            .Select(change => change with { Site = now.GetValueOrDefault(change.Name) ?? old[change.Name] });
    }

    /// <summary>A call that is another one in anything but its place is no move: nothing would say that it is the same.</summary>
    private static IReadOnlyList<(BuildChange From, BuildChange To)> Moves(IReadOnlyList<BuildChange> sites) => MovedPairs.Find(
        InOrder(sites, ChangeKind.Removed),
        InOrder(sites, ChangeKind.Added),
        change => change.Site is { } site ? (site.Sdk, site.Method, site.Provider, site.Model, site.Feature, site.State, site.Reason) : null,
        change => (change.Assembly, change.Site!.Member),
        Nearness);

    private static IEnumerable<BuildChange> InOrder(IEnumerable<BuildChange> sites, ChangeKind kind) =>
        sites.Where(change => change.Change == kind).OrderBy(change => change.Site!.File, StringComparer.Ordinal).ThenBy(change => change.Site!.Line).ThenBy(change => change.Name, StringComparer.Ordinal);

    /// <summary>How much says that two calls are one: the member's own name, its type, its file, and a declared feature, which both have.</summary>
    private static int Nearness(BuildChange from, BuildChange to)
    {
        var (a, b) = (MemberName.Of(from.Site!.Member), MemberName.Of(to.Site!.Member));
        bool[] same = [a.Own == b.Own, a.Type == b.Type, from.Site.File == to.Site.File, to.Site.Feature is not null];
        return same.Count(agrees => agrees);
    }

    private static BuildChange Move(BuildChange from, BuildChange to)
    {
        FieldChange[] fields = [new("assembly", from.Assembly, to.Assembly), new("member", from.Site!.Member, to.Site!.Member), new("file", from.Site.File, to.Site.File)];
        return new BuildChange(BuildItem.CallSite, ChangeKind.Moved, to.Assembly, to.Name, [.. fields.Where(field => field.Before != field.After)]) { FormerName = from.Name, Site = to.Site };
    }

    private static IEnumerable<BuildChange> EntryPoints(
        BuildItem kind, string assembly, BuildManifest? before, BuildManifest? after, IReadOnlyDictionary<string, string> idsNow, Func<BuildManifest, IReadOnlyList<BuildEntryPoint>> list)
    {
        // A build that did not look says nothing of what is reached: then neither does the comparison.
        var looked = before?.Reaches is not null && after?.Reaches is not null;
        var (reachedBefore, reachedAfter) = (Reached(before, id => idsNow.GetValueOrDefault(id, id)), Reached(after, id => id));
        return Items(
            kind, assembly, before is null ? [] : list(before), after is null ? [] : list(after), entry => entry.Name,
            entry => [("kind", entry.Kind)],
            name => looked ? Reach(reachedBefore.GetValueOrDefault(name, []), reachedAfter.GetValueOrDefault(name, [])) : []);
    }

    private static Dictionary<string, IReadOnlyList<string>> Reached(BuildManifest? manifest, Func<string, string> now) =>
        (manifest?.Reaches ?? []).ToDictionary(reach => reach.EntryPoint, IReadOnlyList<string> (reach) => [.. reach.CallSites.Select(now)], StringComparer.Ordinal);

    private static IEnumerable<FieldChange> Reach(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        foreach (var site in before.Except(after, StringComparer.Ordinal))
        {
            yield return new FieldChange("reaches", site, null);
        }

        foreach (var site in after.Except(before, StringComparer.Ordinal))
        {
            yield return new FieldChange("reaches", null, site);
        }
    }

    private static IEnumerable<BuildChange> Items<T>(
        BuildItem kind, string assembly, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> key,
        Func<T, IEnumerable<(string Field, string? Value)>> fields, Func<string, IEnumerable<FieldChange>>? more = null)
        where T : class
    {
        foreach (var (name, a, b) in Pair(before, after, key))
        {
            FieldChange[] changed =
            [
                .. (a is null ? fields(b!).Select(field => new FieldChange(field.Field, null, field.Value))
                    : b is null ? fields(a).Select(field => new FieldChange(field.Field, field.Value, null))
                    : fields(a).Zip(fields(b), (x, y) => new FieldChange(x.Field, x.Value, y.Value))).Where(field => field.Before != field.After),
                .. a is not null && b is not null ? more?.Invoke(name) ?? [] : [],
            ];
            if (a is null || b is null || changed.Length > 0)
            {
                yield return new BuildChange(kind, a is null ? ChangeKind.Added : b is null ? ChangeKind.Removed : ChangeKind.Changed, assembly, name, changed);
            }
        }
    }

    private static IEnumerable<(string Field, string? Value)> Fields(BuildCallSite site) =>
        [("sdk", site.Sdk), ("provider", site.Provider), ("model", site.Model), ("feature", site.Feature), ("state", site.State), ("reason", site.Reason)];

    private static IEnumerable<(string Field, string? Value)> Fields(BuildFeature feature) =>
    [
        ("category", feature.Category), ("owner", feature.Owner), ("purpose", feature.Purpose),
        ("formerIds", Text(feature.FormerIds)), ("budgets", Text(feature.Budgets)),
    ];

    private static string? Text(IReadOnlyList<string> items) => items.Count == 0 ? null : string.Join(", ", items);

    private static IEnumerable<(string Key, T? Before, T? After)> Pair<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> key)
        where T : class
    {
        var (old, now) = (before.ToDictionary(key, StringComparer.Ordinal), after.ToDictionary(key, StringComparer.Ordinal));
        return old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => (name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)));
    }
}
