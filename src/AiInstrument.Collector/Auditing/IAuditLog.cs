namespace AiInstrument.Collector.Auditing;

/// <summary>Who changed what in the control plane. Entries are written with the change itself, in one transaction.</summary>
public interface IAuditLog
{
    /// <summary>Entries, newest first.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="before">Only entries older than this id; null for the newest.</param>
    /// <param name="most">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(int workspaceId, long? before, int most, CancellationToken cancellationToken);
}
