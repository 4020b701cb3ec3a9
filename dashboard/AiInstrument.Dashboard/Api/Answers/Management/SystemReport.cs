using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>How the collector is doing. Counts are since its start and of all workspaces; what cannot be said is null.</summary>
internal sealed class SystemReport(CollectorState state, IReadOnlyList<ServiceLoss> losses)
{
    public DateTimeOffset Since => state.Since;

    public long Received => state.Received;

    public long Stored => state.Stored;

    public long Duplicates => state.Duplicates;

    public IReadOnlyList<CollectorCount> Rejected => state.Rejected;

    public IReadOnlyList<CollectorCount> Refused => state.Refused;

    public long Queued => state.Queued;

    public long MostQueued => state.MostQueued;

    public long Commits => state.Commits;

    public long FailedCommits => state.FailedCommits;

    public DurationSummary CommitMs { get; } = new(state.CommitP50?.TotalMilliseconds, state.CommitP95?.TotalMilliseconds, state.CommitP99?.TotalMilliseconds);

    public long DatabaseBytes => state.DatabaseBytes;

    public long WalBytes => state.WalBytes;

    public long FreeDiskBytes => state.FreeDiskBytes;

    public int? RetentionDays => state.RetentionDays;

    public long? MaxDatabaseBytes => state.MaxDatabaseBytes;

    public DateOnly? KeptFrom => state.KeptFrom;

    public DateTimeOffset? RetentionRun => state.RetentionRun;

    public long Removed => state.Removed;

    public DateTimeOffset? IntegrityChecked => state.IntegrityChecked;

    public string? Problem => state.Problem?.Message;

    public DateTimeOffset? ProblemSince => state.Problem?.Since;

    public string Version => state.Version;

    public string SchemaVersion => state.SchemaVersion;

    public string SqliteVersion => state.SqliteVersion;

    public string RuntimeVersion => state.RuntimeVersion;

    public IReadOnlyList<ServiceLoss> Losses => losses;
}

/// <summary>Percentiles in milliseconds; null before anything was measured.</summary>
internal sealed record DurationSummary(double? P50, double? P95, double? P99);
