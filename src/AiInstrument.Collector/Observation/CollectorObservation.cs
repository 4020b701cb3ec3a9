using System.Reflection;
using System.Runtime.InteropServices;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Observation;

/// <summary>Puts together what the meter has measured and what the database says of itself.</summary>
internal sealed class CollectorObservation(
    MetricsRecorder metrics, CollectorDatabase database, RetentionService retention, ICollectorHealth health, IOptions<CollectorOptions> options) : ICollectorObservation
{
    private static readonly string Version =
        typeof(CollectorObservation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <inheritdoc/>
    public async Task<CollectorState> ReadAsync(CancellationToken cancellationToken)
    {
        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        var families = metrics.Read().ToDictionary(family => family.Name, StringComparer.Ordinal);
        var commitTime = families.GetValueOrDefault(StoreMetrics.CommitTime)?.Distribution;
        return new CollectorState
        {
            Since = metrics.Since,
            Received = Sum(ReceivingMetrics.Received),
            Stored = Sum(StoreMetrics.Stored),
            Duplicates = Sum(StoreMetrics.Duplicates),
            Rejected = Counts(ReceivingMetrics.Rejected),
            Refused = Counts(ReceivingMetrics.Refused),
            Queued = Sum(StoreMetrics.QueueDepth),
            MostQueued = options.Value.MaxQueuedSpans,
            Commits = commitTime?.Count ?? 0,
            FailedCommits = Sum(StoreMetrics.FailedCommits),
            CommitP50 = Percentile(0.5),
            CommitP95 = Percentile(0.95),
            CommitP99 = Percentile(0.99),
            DatabaseBytes = Sum(StoreMetrics.DatabaseSize),
            WalBytes = Sum(StoreMetrics.WalSize),
            FreeDiskBytes = Sum(StoreMetrics.FreeDisk),
            RetentionDays = options.Value.RetentionDays,
            MaxDatabaseBytes = options.Value.MaxDatabaseBytes,
            KeptFrom = Read(connection, Retention.KeptFrom) is long day ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day)) : null,
            RetentionRun = retention.LastRun,
            Removed = Sum(StoreMetrics.Removed),
            IntegrityChecked = database.IntegrityChecked,
            Problem = health.Problem,
            Version = Version.Split('+')[0],
            SchemaVersion = Read(connection, "SELECT max(MigrationId) FROM __EFMigrationsHistory") as string ?? "",
            SqliteVersion = Read(connection, "SELECT sqlite_version()") as string ?? "",
            RuntimeVersion = RuntimeInformation.FrameworkDescription,
        };

        long Sum(string name) => (long)(families.GetValueOrDefault(name)?.Values.Sum(value => value.Value) ?? 0);

        IReadOnlyList<CollectorCount> Counts(string name) =>
            [.. (families.GetValueOrDefault(name)?.Values ?? []).Select(value => new CollectorCount(string.Join(' ', value.Tags), (long)value.Value))];

        TimeSpan? Percentile(double share) => commitTime?.Percentile(share) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static object? Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
