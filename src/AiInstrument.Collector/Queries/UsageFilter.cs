namespace AiInstrument.Collector.Queries;

/// <summary>Narrows usage to exact values. Null does not narrow; an empty string means "without".</summary>
public sealed record UsageFilter
{
    /// <summary>No narrowing.</summary>
    public static UsageFilter None { get; } = new();

    /// <summary>Model.</summary>
    public string? Model { get; init; }

    /// <summary>Provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Feature id. What the feature's former ids recorded belongs to it.</summary>
    public string? Feature { get; init; }

    /// <summary>The feature's former ids as a JSON array, which queries add; null when there are none.</summary>
    internal string? FormerFeatures { get; init; }

    /// <summary>The only organizations that the caller may see as a JSON array, which queries add; null where <see cref="Organization"/> or nothing narrows.</summary>
    internal string? Organizations { get; init; }

    /// <summary>Category.</summary>
    public string? Category { get; init; }

    /// <summary>Route or job.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>Organization id.</summary>
    public string? Organization { get; init; }

    /// <summary>User id.</summary>
    public string? User { get; init; }

    /// <summary>Project id.</summary>
    public string? Project { get; init; }

    /// <summary>Service name.</summary>
    public string? Service { get; init; }

    /// <summary>Call-site id.</summary>
    public string? CallSite { get; init; }
}
