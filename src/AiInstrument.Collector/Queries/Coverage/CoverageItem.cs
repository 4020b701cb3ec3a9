namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>A feature, route or job and what was seen of it.</summary>
/// <param name="Name">The id or name.</param>
/// <param name="Kind"><c>feature</c>, <c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</param>
/// <param name="Declared">In the registry; false when only traffic knows it.</param>
/// <param name="Calls">Interactions in the window.</param>
/// <param name="LastSeen">The newest interaction, or null.</param>
public sealed record CoverageItem(string Name, string Kind, bool Declared, long Calls, DateTimeOffset? LastSeen)
{
    /// <summary>What a route or job reaches in the code; null when that is nothing, or the build did not look.</summary>
    public CoverageReached? Reached { get; init; }
}
