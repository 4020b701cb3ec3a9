namespace AiInstrument.Collector.Storage;

/// <summary>
/// Sums of the daily rollup by fewer dimensions, keyed so that one question reads few rows. The days that are over are filled once, by <see cref="DerivedRollups"/>;
/// what arrives for them later is added like everywhere else. The day that is running is answered by the daily and hourly rollups themselves.
/// </summary>
/// <param name="Family">What it is filled with.</param>
/// <param name="Days">Its days.</param>
/// <param name="Months">Its months; a month is complete when its last day is filled.</param>
/// <param name="Live">Its days are kept as calls arrive, the running day included; only its months wait.</param>
internal sealed record DerivedRollup(RollupFamily Family, RollupDefinition Days, RollupDefinition Months, bool Live = false)
{
    private static readonly DimensionKind[] People = [DimensionKind.Organization, DimensionKind.User, DimensionKind.Project];

    /// <summary>All.</summary>
    public static IReadOnlyList<DerivedRollup> All { get; } =
    [
        Make(RollupFamily.Shape, "usage_shape", RollupDefinition.Shape, part: null),
        .. People.Select(kind => Pair(RollupFamily.Shape, of: null, kind)),
        .. ((DimensionKind[])[DimensionKind.Organization, DimensionKind.Project]).Select(Owner),
        .. People.SelectMany(by => RollupDefinition.Shape.Select(of => Pair(FamilyOf(by), of.Kind, by))),
        Pair(RollupFamily.Users, DimensionKind.Organization, DimensionKind.User),
        Pair(RollupFamily.Users, DimensionKind.Project, DimensionKind.User),
        Pair(RollupFamily.Projects, DimensionKind.Organization, DimensionKind.Project),
        Pair(RollupFamily.Organizations, DimensionKind.Project, DimensionKind.Organization),
    ];

    /// <summary>The value in the column <c>pair</c> for the values of one dimension among the calls that have a value of another; without the other, of all calls.</summary>
    public static long PairNumber(DimensionKind? of, DimensionKind by) => ((of is { } known ? (long)known : 0) * 100) + (long)by;

    private static RollupFamily FamilyOf(DimensionKind by) => by switch
    {
        DimensionKind.Organization => RollupFamily.Organizations,
        DimensionKind.User => RollupFamily.Users,
        _ => RollupFamily.Projects,
    };

    private static DerivedRollup Owner(DimensionKind owner) => Make(RollupFamily.Owner, "usage_owner", [("owner_id", owner), .. RollupDefinition.Shape], ("kind", (long)owner));

    private static DerivedRollup Pair(RollupFamily family, DimensionKind? of, DimensionKind by) =>
        Make(family, "usage_pair", [("of_id", of ?? default), ("by_id", by)], ("pair", PairNumber(of, by))) with { Live = of is null };

    private static DerivedRollup Make(RollupFamily family, string table, (string Column, DimensionKind Kind)[] groups, (string Column, long Value)? part) => new(
        family,
        new RollupDefinition($"{table}_daily", RollupGrain.Day, groups, part),
        new RollupDefinition($"{table}_monthly", RollupGrain.Month, groups, part));
}
