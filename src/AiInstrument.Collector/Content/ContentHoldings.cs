namespace AiInstrument.Collector.Content;

/// <summary>What is kept, how much of it, and by which rule.</summary>
public sealed record ContentHoldings
{
    /// <summary>Records.</summary>
    public required long Records { get; init; }

    /// <summary>When the oldest record began, UTC; null without records.</summary>
    public DateTimeOffset? OldestRecord { get; init; }

    /// <summary>Contents of spans and log records.</summary>
    public required long Contents { get; init; }

    /// <summary>Their bytes, compressed and encrypted.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>The oldest day with content; null without.</summary>
    public DateOnly? OldestContent { get; init; }

    /// <summary>Days whose records are kept; null for all.</summary>
    public int? RecordDays { get; init; }

    /// <summary>Bytes of the database beyond which the oldest records go; null for no bound.</summary>
    public long? MaxDatabaseBytes { get; init; }

    /// <summary>Whether content is stored at all.</summary>
    public required bool StoresContent { get; init; }

    /// <summary>Whether it is redacted again.</summary>
    public required bool RedactsContent { get; init; }

    /// <summary>Days whose content is kept; null for as long as the records.</summary>
    public int? ContentDays { get; init; }

    /// <summary>Bytes of content beyond which the oldest goes; null for no bound.</summary>
    public long? MaxContentBytes { get; init; }

    /// <summary>The latest purges, newest first.</summary>
    public required IReadOnlyList<PurgeRun> Purges { get; init; }
}
