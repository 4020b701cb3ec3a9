namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>A call site and what was seen of it.</summary>
public sealed record CoverageCallSite
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary><c>intercepted</c>, <c>escaped</c>, <c>wrapped</c> (escaped, but its client measures it), <c>never-seen</c> or <c>unknown</c> (traffic without a registry entry).</summary>
    public required string State { get; init; }

    /// <summary>The service.</summary>
    public string? Service { get; init; }

    /// <summary>The containing member.</summary>
    public string? Member { get; init; }

    /// <summary>The file.</summary>
    public string? File { get; init; }

    /// <summary>The line.</summary>
    public int? Line { get; init; }

    /// <summary>The SDK.</summary>
    public string? Sdk { get; init; }

    /// <summary>The called method.</summary>
    public string? Method { get; init; }

    /// <summary>The feature.</summary>
    public string? Feature { get; init; }

    /// <summary>Why it cannot be intercepted, or null.</summary>
    public string? Escape { get; init; }

    /// <summary><c>middleware</c> or <c>http</c> when the call's client provably measures it, or null.</summary>
    public string? MeasuredBy { get; init; }

    /// <summary>The routes and jobs from which the code reaches it, by name; empty when none does, null when the service's builds did not look.</summary>
    public IReadOnlyList<CoverageReach>? ReachedFrom { get; init; }

    /// <summary>Interactions in the window.</summary>
    public long Calls { get; init; }

    /// <summary>The newest interaction, or null.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}
