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

    /// <summary>
    /// Removes what is kept of an organization, in small steps between the writer's commits, and again whenever an older state of the database is restored. It is entered in the audit log. What
    /// was begun goes on without the caller, after a restart too.
    /// </summary>
    /// <param name="actor">Who orders it.</param>
    /// <param name="organization">The organization's id.</param>
    /// <param name="everything">Records and totals too, not content alone.</param>
    /// <param name="cancellationToken">Ends the waiting, not the purge.</param>
    /// <returns>What it has come to after two seconds at the most; null when the database cannot be written now.</returns>
    Task<PurgeRun?> PurgeAsync(Actor actor, string organization, bool everything, CancellationToken cancellationToken);
}
