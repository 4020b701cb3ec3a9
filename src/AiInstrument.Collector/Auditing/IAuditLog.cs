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

    /// <summary>Entries of one actor or action, newest first.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="actor">The only actor, or null.</param>
    /// <param name="action">The only action, or null.</param>
    /// <param name="before">Only entries older than this id; null for the newest.</param>
    /// <param name="most">How many at the most, 1 to 1000.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditEntry>> FindAsync(int workspaceId, string? actor, string? action, long? before, int most, CancellationToken cancellationToken);

    /// <summary>Every actor and every action that the log knows, by name.</summary>
    Task<(IReadOnlyList<string> Actors, IReadOnlyList<string> Actions)> GetNamesAsync(int workspaceId, CancellationToken cancellationToken);
}
