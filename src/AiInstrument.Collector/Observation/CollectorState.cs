using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Observation;

/// <summary>The collector's own state. Counts are since the start of the process and of all workspaces.</summary>
public sealed record CollectorState
{
    /// <summary>When the process began to count, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Spans that were acknowledged.</summary>
    public required long Received { get; init; }

    /// <summary>Interactions that were new and are on the disk.</summary>
    public required long Stored { get; init; }

    /// <summary>Interactions that were there before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Spans that were rejected for good, by reason.</summary>
    public required IReadOnlyList<CollectorCount> Rejected { get; init; }

    /// <summary>Requests that were refused as a whole, by signal and code; their senders may try again.</summary>
    public required IReadOnlyList<CollectorCount> Refused { get; init; }

    /// <summary>Entries that wait for the writer.</summary>
    public required long Queued { get; init; }

    /// <summary>Entries that may wait.</summary>
    public required long MostQueued { get; init; }

    /// <summary>Transactions that were committed.</summary>
    public required long Commits { get; init; }

    /// <summary>Transactions that failed; their senders were told to try again.</summary>
    public required long FailedCommits { get; init; }

    /// <summary>The time that half of the commits did not exceed; null before the first.</summary>
    public TimeSpan? CommitP50 { get; init; }

    /// <summary>The time that 95 of 100 commits did not exceed.</summary>
    public TimeSpan? CommitP95 { get; init; }

    /// <summary>The time that 99 of 100 commits did not exceed.</summary>
    public TimeSpan? CommitP99 { get; init; }

    /// <summary>Bytes of the database file.</summary>
    public required long DatabaseBytes { get; init; }

    /// <summary>Bytes of the log of writes beside it.</summary>
    public required long WalBytes { get; init; }

    /// <summary>Bytes that are free on the disk.</summary>
    public required long FreeDiskBytes { get; init; }

    /// <summary>Days whose records are kept; null for all.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Bytes beyond which the oldest records go; null for no bound.</summary>
    public long? MaxDatabaseBytes { get; init; }

    /// <summary>The first day whose records are all kept; null when none was ever removed.</summary>
    public DateOnly? KeptFrom { get; init; }

    /// <summary>When old records were last looked for, UTC; null before the first time.</summary>
    public DateTimeOffset? RetentionRun { get; init; }

    /// <summary>Rows that were removed for their age.</summary>
    public required long Removed { get; init; }

    /// <summary>When the whole database was last checked, UTC; null when the process before ended in order, which needs no check.</summary>
    public DateTimeOffset? IntegrityChecked { get; init; }

    /// <summary>What keeps telemetry from being stored, or null.</summary>
    public StorageProblem? Problem { get; init; }

    /// <summary>The collector's version.</summary>
    public required string Version { get; init; }

    /// <summary>The newest migration of the database.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>SQLite's version.</summary>
    public required string SqliteVersion { get; init; }

    /// <summary>The runtime's version.</summary>
    public required string RuntimeVersion { get; init; }
}

/// <summary>A count under a name.</summary>
/// <param name="Name">What was counted.</param>
/// <param name="Count">How many.</param>
public sealed record CollectorCount(string Name, long Count);
