
using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Queries.Registry;

namespace AiInstrument.Dashboard.Api.Answers;

/// <summary>The answer of <c>GET /api/ai-usage/coverage</c>: the registries of the latest builds against what was seen in the period, and what those builds changed.</summary>
internal sealed record UsageCoverage(
    string Period,
    DateOnly? From,
    DateOnly To,
    IReadOnlyList<CoverageBuild> Builds,
    IReadOnlyList<CoverageCallSite> CallSites,
    IReadOnlyList<CoverageItem> Features,
    IReadOnlyList<CoverageItem> EntryPoints,
    IReadOnlyList<CoverageChanges> Changes);

/// <summary>What the latest builds of a service changed, and what that costs. Costs of a day are averages over the hours that are compared; <c>costPerDayNanoUsd</c> is that of since less that of before.</summary>
internal sealed class CoverageChanges(ServiceChanges changes)
{
    public string Service => changes.Service;

    public IReadOnlyList<BuildPair> Builds => changes.Builds;

    /// <summary>Whole hours, UTC.</summary>
    public DateTimeOffset Since => changes.Since;

    public int HoursBefore => changes.HoursBefore;

    public int HoursAfter => changes.HoursAfter;

    public long CostPerDayNanoUsd => changes.CostPerDay;

    public UsageMeasures Before { get; } = new(changes.Before);

    public UsageMeasures After { get; } = new(changes.After);

    public IReadOnlyList<CoverageChange> Changes { get; } = [.. changes.Changes.Select(change => new CoverageChange(change))];
}

/// <summary>One difference: <c>what</c> is <c>call-site</c>, <c>feature</c> or <c>entry-point</c>, <c>change</c> is <c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
internal sealed class CoverageChange(RegistryChange change)
{
    public string What => change.What;

    public string Change => change.Change;

    public string Id => change.Id;

    public string Assembly => change.Assembly;

    public string? Member => change.Member;

    public string? File => change.File;

    public int? Line => change.Line;

    public IReadOnlyList<ChangedProperty> Properties => change.Properties;

    public UsageMeasures? Before { get; } = change.Before is { } before ? new(before) : null;

    public UsageMeasures? After { get; } = change.After is { } after ? new(after) : null;
}
