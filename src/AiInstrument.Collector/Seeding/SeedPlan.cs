namespace AiInstrument.Collector.Seeding;

/// <summary>What <see cref="CollectorSeeding"/> makes up. The same plan gives the same records.</summary>
public sealed record SeedPlan
{
    /// <summary>How many records; at least 1.</summary>
    public required long Rows { get; init; }

    /// <summary>Over how many days they are spread, of which the last ends at <see cref="Until"/>; 1 to 3,650.</summary>
    public int Days { get; init; } = 30;

    /// <summary>What chance begins with. Another seed gives other records with other ids.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>When the last call begins, UTC.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Whether a database that has records already gets these on top of them.</summary>
    public bool Add { get; init; }
}
