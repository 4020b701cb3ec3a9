using System.Text.Json.Serialization;

namespace AiInstrument.Cli.Builds;

/// <summary>What two builds list differently. The JSON of <c>diff --json</c>.</summary>
/// <param name="Base">Calls of the first.</param>
/// <param name="Head">Calls of the second.</param>
/// <param name="Changes">The differences: call sites, features, routes and jobs, each by name.</param>
internal sealed record BuildDiff(CoverageCount Base, CoverageCount Head, IReadOnlyList<BuildChange> Changes)
{
    /// <summary>The version of the shape.</summary>
    [JsonPropertyOrder(-1)]
    public int Version => 1;

    /// <summary>What a collector says of the cost; null when none was asked.</summary>
    public DiffCosts? Costs { get; init; }
}

/// <summary>What all of it costs.</summary>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day.</param>
/// <param name="Total">All calls of the collector's workspace in those days.</param>
/// <param name="WithoutCallSite">Those of them that name no call site, as calls that nothing intercepts; null when there are none.</param>
internal sealed record DiffCosts(string? From, string To, UsageCost Total, UsageCost? WithoutCallSite)
{
    /// <summary>What the changes of call sites are expected to add in 30 days, those alone of which that is known; null when it is of none.</summary>
    public long? ExpectedChangeNanoUsd { get; init; }

    /// <summary>Changes of call sites whose cost before or afterwards is not known.</summary>
    public int UnknownChanges { get; init; }
}

/// <summary>One difference.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Change">What happened to it.</param>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Name">A call site's id, a feature's id, a route or job.</param>
/// <param name="Fields">What is other than before, or what an added or removed one says.</param>
internal sealed record BuildChange(BuildItem Kind, ChangeKind Change, string Assembly, string Name, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>Of what moved: the id that it had.</summary>
    public string? FormerName { get; init; }

    /// <summary>The call site of the second build, or of the first where it was removed.</summary>
    public BuildCallSite? Site { get; init; }

    /// <summary>What it costs; null when no collector was asked.</summary>
    public ChangeCost? Cost { get; init; }
}

/// <summary>What is compared.</summary>
internal enum BuildItem
{
    /// <summary>A call site.</summary>
    CallSite,

    /// <summary>A feature.</summary>
    Feature,

    /// <summary>A route.</summary>
    Route,

    /// <summary>A job.</summary>
    Job,
}

/// <summary>What happened to something.</summary>
internal enum ChangeKind
{
    /// <summary>Only the second build has it.</summary>
    Added,

    /// <summary>Only the first build has it.</summary>
    Removed,

    /// <summary>Both have it, and it is not the same.</summary>
    Changed,

    /// <summary>Both have it, in another member, and nothing else of it is other than before.</summary>
    Moved,
}

/// <summary>One value.</summary>
/// <param name="Field">What it is.</param>
/// <param name="Before">In the first build.</param>
/// <param name="After">In the second.</param>
internal sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>What a change costs.</summary>
/// <param name="Last30Days">What was spent on it in the last 30 days; null when that is not known.</param>
/// <param name="ExpectedNanoUsdPerCall">What a call is expected to cost; null when that is not known.</param>
/// <param name="ExpectedNanoUsdIn30Days">What it is expected to cost in 30 days; null when that is not known.</param>
/// <param name="Basis">Where the figures come from, or why there is none.</param>
internal sealed record ChangeCost(UsageCost? Last30Days, long? ExpectedNanoUsdPerCall, long? ExpectedNanoUsdIn30Days, string Basis)
{
    /// <summary>What is added to the cost of 30 days; null when that is not known.</summary>
    public long? Added(ChangeKind change) => change switch
    {
        // Another place alone costs nothing, whatever the call costs.
        ChangeKind.Moved => 0,
        ChangeKind.Added when Last30Days is not { Calls: > 0 } => ExpectedNanoUsdIn30Days,
        _ => Last30Days is { UnpricedCalls: 0 } spent ? ExpectedNanoUsdIn30Days - spent.CostNanoUsd : null,
    };
}

/// <summary>What calls cost.</summary>
/// <param name="Calls">All calls.</param>
/// <param name="CostNanoUsd">The cost of those with a price.</param>
/// <param name="UnpricedCalls">Those without, whose cost is not known.</param>
internal sealed record UsageCost(long Calls, long CostNanoUsd, long UnpricedCalls)
{
    /// <summary>The cost of a call; null when none has a price.</summary>
    public long? PerCall() => Calls > UnpricedCalls ? CostNanoUsd / (Calls - UnpricedCalls) : null;
}
