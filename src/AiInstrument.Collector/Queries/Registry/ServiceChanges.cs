namespace AiInstrument.Collector.Queries.Registry;

/// <summary>What the latest builds of a service changed.</summary>
/// <param name="Service">The service.</param>
/// <param name="Builds">Its assemblies that have a build before the latest one, both with their whole registry.</param>
/// <param name="Since">When the newest of the latest builds first reported, to the hour: what was used before and after it is compared, UTC.</param>
/// <param name="HoursBefore">How many hours before it are compared.</param>
/// <param name="HoursAfter">How many hours since are compared, the running one included.</param>
/// <param name="Changes">The differences: call sites, features, routes and jobs.</param>
public sealed record ServiceChanges(
    string Service, IReadOnlyList<BuildPair> Builds, DateTimeOffset Since, int HoursBefore, int HoursAfter, IReadOnlyList<RegistryChange> Changes)
{
    private const int HoursPerDay = 24;

    /// <summary>What the changed and the removed call sites used before.</summary>
    public UsageTotals Before => Sum(change => change.Before);

    /// <summary>What the changed and the added call sites have used since.</summary>
    public UsageTotals After => Sum(change => change.After);

    /// <summary>The cost of an average day in nano-dollars.</summary>
    /// <param name="costNanoUsd">The cost of some hours.</param>
    /// <param name="hours">How many.</param>
    public static long PerDay(long costNanoUsd, int hours) => (long)decimal.Round((decimal)costNanoUsd * HoursPerDay / Math.Max(1, hours));

    /// <summary>How much more an average day costs since, in nano-dollars; less than zero where it costs less. What is unpriced is in neither.</summary>
    public long CostPerDay => PerDay(After.CostNanoUsd, HoursAfter) - PerDay(Before.CostNanoUsd, HoursBefore);

    private UsageTotals Sum(Func<RegistryChange, UsageTotals?> select) => Changes.Select(select).OfType<UsageTotals>().Aggregate(new UsageTotals(), (sum, next) => sum.Plus(next));
}
