namespace AiInstrument.Collector.Queries.Registry;

/// <summary>One difference between two builds of an assembly.</summary>
public sealed record RegistryChange
{
    /// <summary><c>call-site</c>, <c>feature</c> or <c>entry-point</c>.</summary>
    public required string What { get; init; }

    /// <summary><c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
    public required string Change { get; init; }

    /// <summary>The call site's id, the feature's id, or the name of the route or job.</summary>
    public required string Id { get; init; }

    /// <summary>The assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>The member that contains the call site; for a route or job its kind; null for a feature.</summary>
    public string? Member { get; init; }

    /// <summary>The call site's file in the build that has it, or null.</summary>
    public string? File { get; init; }

    /// <summary>The call site's line in the build that has it, or null.</summary>
    public int? Line { get; init; }

    /// <summary>What differs; for what was added or removed, what it is or was. In the order of their names.</summary>
    public IReadOnlyList<ChangedProperty> Properties { get; init; } = [];

    /// <summary>What a call site used before the build first reported; null for what is no call site, and for one that was added.</summary>
    public UsageTotals? Before { get; init; }

    /// <summary>What a call site has used since; null for what is no call site, and for one that was removed.</summary>
    public UsageTotals? After { get; init; }
}
