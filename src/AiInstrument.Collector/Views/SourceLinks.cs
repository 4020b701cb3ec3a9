using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Views;

/// <summary>Templates in the database.</summary>
internal sealed class SourceLinks(CollectorDatabase database, TimeProvider time) : ISourceLinks
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, SourceTemplate>> ListAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.SourceLinks.AsNoTracking().Where(row => row.WorkspaceId == workspaceId).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ToDictionary(row => row.Service, row => new SourceTemplate(row.Template), StringComparer.Ordinal);
        }
    }

    /// <inheritdoc/>
    public async Task SetAsync(Actor actor, string service, SourceTemplate? template, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var row = await context.SourceLinks.SingleOrDefaultAsync(one => one.WorkspaceId == actor.WorkspaceId && one.Service == service, cancellationToken).ConfigureAwait(false);
            var before = row?.Template;
            if (before == template?.Text)
            {
                return;
            }

            if (template is null)
            {
                context.SourceLinks.Remove(row!);
            }
            else if (row is null)
            {
                context.SourceLinks.Add(new StoredSourceLink { WorkspaceId = actor.WorkspaceId, Service = service, Template = template.Text });
            }
            else
            {
                row.Template = template.Text;
            }

            context.Audit(actor, time, "source_link.changed", service.Length == 0 ? "*" : service, new SourceLinkChange(template?.Text, before), ViewAuditJson.Default.SourceLinkChange);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
