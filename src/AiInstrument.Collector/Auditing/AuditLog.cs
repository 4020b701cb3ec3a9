using AiInstrument.Collector.Storage;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Auditing;

/// <summary>Reads the audit log.</summary>
internal sealed class AuditLog(CollectorDatabase database) : IAuditLog
{
    private const int MostEntries = 1000;

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> ReadAsync(int workspaceId, long? before, int most, CancellationToken cancellationToken) =>
        FindAsync(workspaceId, actor: null, action: null, before, most, cancellationToken);

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<string> Actors, IReadOnlyList<string> Actions)> GetNamesAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = context.AuditLog.AsNoTracking().Where(row => row.WorkspaceId == workspaceId);
            return (
                await rows.Select(row => row.Actor).Distinct().OrderBy(name => name).ToListAsync(cancellationToken).ConfigureAwait(false),
                await rows.Select(row => row.Action).Distinct().OrderBy(name => name).ToListAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> FindAsync(int workspaceId, string? actor, string? action, long? before, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MostEntries);
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.AuditLog.AsNoTracking()
                .Where(row => row.WorkspaceId == workspaceId && (before == null || row.Id < before) && (actor == null || row.Actor == actor) && (action == null || row.Action == action))
                .OrderByDescending(row => row.Id)
                .Take(most)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(row => new AuditEntry(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs), row.Actor, row.Action, row.Subject, row.Details));
        }
    }
}
