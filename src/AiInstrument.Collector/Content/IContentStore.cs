using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Content;

/// <summary>Reads and removes what is kept of prompts and answers.</summary>
public interface IContentStore
{
    /// <summary>The content of a record; null when the workspace has no such record.</summary>
    Task<RecordContent?> ReadAsync(int workspaceId, long recordId, CancellationToken cancellationToken);

    /// <summary>What is kept in a workspace.</summary>
    Task<ContentHoldings> GetHoldingsAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>What a purge would remove at this moment; null when the workspace knows no such organization.</summary>
    Task<PurgeReport?> PreviewAsync(int workspaceId, string organization, bool everything, CancellationToken cancellationToken);

    /// <summary>Removes what is kept of an organization, now and whenever an older state of the database is restored. It is entered in the audit log.</summary>
    /// <returns>What went; null when the database cannot be written now.</returns>
    Task<PurgeReport?> PurgeAsync(Actor actor, string organization, bool everything, CancellationToken cancellationToken);
}
