using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Live;

/// <summary>What a listener looks at. Listeners with equal views share one answer, so that whose eyes it is for is part of the view.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Scope">Days and filter.</param>
/// <param name="Audience">Whose usage may be seen.</param>
internal sealed record LiveView(int Workspace, UsageScope Scope, UsageAudience Audience)
{
    public bool Equals(LiveView? other) =>
        other is not null && Workspace == other.Workspace && Scope == other.Scope && Audience.SeesEverything == other.Audience.SeesEverything
        && (Audience.Organizations ?? []).SequenceEqual(other.Audience.Organizations ?? [], StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Workspace, Scope, Audience.SeesEverything, Audience.Organizations?.Count);
}
