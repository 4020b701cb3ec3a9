using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries.Rollups;

/// <summary>The rollup that answers a question by reading the fewest rows.</summary>
/// <param name="Days">Its days.</param>
/// <param name="Months">Its months, or null when it has none.</param>
/// <param name="Family">What it is filled with; null when it holds every day.</param>
/// <param name="Running">What answers for the days that it is not filled with.</param>
/// <param name="Driver">Who to look for in <paramref name="Days"/>: a rollup of users, or null.</param>
internal sealed record RollupSource(RollupDefinition Days, RollupDefinition? Months, RollupFamily? Family, RollupDefinition Running, DerivedRollup? Driver = null)
{
    private static readonly DerivedRollup ShapeRollup = Derived(kept => kept.IsWithin(DimensionSet.Of([.. RollupDefinition.Shape.Select(group => group.Kind)])));

    private static readonly RollupSource Sites = new(RollupDefinition.Sites, null, null, RollupDefinition.Sites);

    // Which values of the first are looked for among the users, the most telling first.
    private static readonly DimensionKind[] Drivers = [DimensionKind.Project, DimensionKind.Organization, DimensionKind.Feature];

    /// <summary>Whether the rows of the running days are looked for like all others.</summary>
    public bool IsLive => Family is null;

    /// <summary>Whether no rollup knows: the records are read.</summary>
    public bool IsRecords { get; private init; }

    /// <summary>Chooses the rollup.</summary>
    /// <param name="filter">The dimensions that the filter narrows.</param>
    /// <param name="by">The dimensions to group by.</param>
    public static RollupSource Of(DimensionSet filter, params IEnumerable<DimensionKind> by)
    {
        var asked = by.Aggregate(filter, (set, kind) => set.With(kind));
        var people = asked.And(DimensionSet.People);
        if (asked.Has(DimensionKind.CallSite))
        {
            return people.Count == 0 ? Sites : Sites with { IsRecords = true };
        }

        if (people.Count == 0)
        {
            return Of(ShapeRollup, RollupDefinition.Hours);
        }

        if (asked.Count == 1)
        {
            var single = Derived(kept => kept == asked, live: true);
            return Of(single, RollupDefinition.Days) with { Family = null };
        }

        if (!filter.Has(DimensionKind.User))
        {
            if (asked.Count == 2 && Pairs(asked).Find(pair => filter.Has(pair.Days.Groups[0].Kind)) is { } pair)
            {
                return Of(pair, RollupDefinition.Days);
            }

            if (people.Count == 1 && !people.Has(DimensionKind.User))
            {
                return Of(Derived(kept => kept.Count > 2 && people.IsWithin(kept)), RollupDefinition.Days);
            }

            if (Array.Find(Drivers, filter.Has) is not default(DimensionKind) and var driver)
            {
                return new RollupSource(
                    RollupDefinition.Days, null, RollupFamily.Users, RollupDefinition.Days, Pairs(DimensionSet.Of(driver, DimensionKind.User)).Find(pair => pair.Days.Groups[0].Kind == driver));
            }
        }

        return new RollupSource(RollupDefinition.Days, null, null, RollupDefinition.Days);
    }

    private static RollupSource Of(DerivedRollup rollup, RollupDefinition running) => new(rollup.Days, rollup.Months, rollup.Family, running);

    private static DerivedRollup Derived(Func<DimensionSet, bool> kept, bool live = false) => DerivedRollup.All.First(rollup => rollup.Live == live && kept(rollup.Days.Kept));

    private static List<DerivedRollup> Pairs(DimensionSet kept) => [.. DerivedRollup.All.Where(rollup => !rollup.Live && rollup.Days.Kept == kept)];
}
