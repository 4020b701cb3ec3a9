using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Billing;

/// <summary>
/// Invoice lines and statements of organizations, by UTC calendar month. As with <see cref="IUsageQueries"/>, what the scope's <see cref="IUsageAudience"/> may not see is as if it were not there.
/// One for each request; not for several threads at once.
/// </summary>
public interface IBilling
{
    /// <summary>The organizations that may be seen: those of calls and of statements, and those that the caller belongs to. By name.</summary>
    Task<IReadOnlyList<string>> GetOrganizationsAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>The lines of a month as it is now, by day; null when the organization may not be seen.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="organization">The organization; empty for calls of none.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<InvoiceLine>?> GetLinesAsync(int workspaceId, string organization, CalendarMonth month, CancellationToken cancellationToken);

    /// <summary>The closed months, the latest first.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="organization">The only organization, or null for all that may be seen.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<StatementSummary>> GetStatementsAsync(int workspaceId, string? organization, CancellationToken cancellationToken);

    /// <summary>A statement, or null.</summary>
    Task<Statement?> GetStatementAsync(int workspaceId, long id, CancellationToken cancellationToken);

    /// <summary>What closed months would say otherwise today and no later statement has carried, by day.</summary>
    Task<IReadOnlyList<Correction>> GetCorrectionsAsync(int workspaceId, string organization, CancellationToken cancellationToken);

    /// <summary>Freezes a month that is over. Audited.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="month">The month.</param>
    /// <param name="carryCorrections">Whether the statement also bills the corrections of earlier months.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What became of it, and the statement's number when it is closed.</returns>
    Task<(CloseOutcome Outcome, long Id)> CloseAsync(Actor actor, string organization, CalendarMonth month, bool carryCorrections, CancellationToken cancellationToken);
}
