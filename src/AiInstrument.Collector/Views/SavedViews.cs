using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using AiInstrument.Collector.Auditing;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Views;

/// <summary>Views in the database.</summary>
internal sealed class SavedViews(CollectorDatabase database, TimeProvider time) : ISavedViews
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SavedView>> ListAsync(ViewReader reader, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var views = await Seen(context, reader).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            var start = await context.DefaultViews.AsNoTracking().SingleOrDefaultAsync(row => row.WorkspaceId == reader.Actor.WorkspaceId && row.Person == reader.Person, cancellationToken).ConfigureAwait(false);
            return [.. views
                .OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Id)
                .Select(row => new SavedView(row.Id, row.Name, row.Query, row.Shared, row.OwnerName, row.Person == reader.Person, row.Id == start?.ViewId))];
        }
    }

    /// <inheritdoc/>
    public async Task<SavedView?> FindAsync(ViewReader reader, int id, CancellationToken cancellationToken) =>
        (await ListAsync(reader, cancellationToken).ConfigureAwait(false)).FirstOrDefault(view => view.Id == id);

    /// <inheritdoc/>
    public async Task<SavedView?> FindDefaultAsync(ViewReader reader, CancellationToken cancellationToken) =>
        (await ListAsync(reader, cancellationToken).ConfigureAwait(false)).FirstOrDefault(view => view.IsDefault);

    /// <inheritdoc/>
    public async Task<int?> SaveAsync(ViewReader reader, string name, string query, bool share, CancellationToken cancellationToken)
    {
        var named = Name(name);
        if (query.Length is 0 or > ISavedViews.MostQueryChars)
        {
            throw new ArgumentException("A view needs an address that is not too long.", nameof(query));
        }

        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var own = await Own(context, reader).ToListAsync(cancellationToken).ConfigureAwait(false);
            var view = own.Find(row => row.Name == named);
            if (view is null && own.Count >= ISavedViews.MostViews)
            {
                return null;
            }

            if (view is null)
            {
                view = new StoredView
                {
                    WorkspaceId = reader.Actor.WorkspaceId,
                    Person = reader.Person,
                    OwnerName = reader.Actor.Name,
                    Name = named,
                    Query = query,
                    Shared = false,
                    CreatedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
                };
                context.Views.Add(view);
            }

            var wasShared = view.Shared;
            view.Query = query;
            view.Shared = share && reader.SeesShared;
            if (view.Shared || wasShared)
            {
                Audit(context, reader, view.Shared ? "view.shared" : "view.unshared", view);
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return view.Id;
        }
    }

    /// <inheritdoc/>
    public Task<bool> RenameAsync(ViewReader reader, int id, string name, CancellationToken cancellationToken)
    {
        var named = Name(name);
        return ChangeAsync(reader, id, async (context, view) =>
        {
            if (await Own(context, reader).AnyAsync(row => row.Name == named && row.Id != id, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            view.Name = named;
            if (view.Shared)
            {
                Audit(context, reader, "view.renamed", view);
            }

            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> ShareAsync(ViewReader reader, int id, bool share, CancellationToken cancellationToken) => ChangeAsync(reader, id, (context, view) =>
    {
        if (share && !reader.SeesShared)
        {
            return Task.FromResult(false);
        }

        if (view.Shared != share)
        {
            view.Shared = share;
            Audit(context, reader, share ? "view.shared" : "view.unshared", view);
        }

        return Task.FromResult(true);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ViewReader reader, int id, CancellationToken cancellationToken) => ChangeAsync(reader, id, (context, view) =>
    {
        context.Views.Remove(view);
        if (view.Shared)
        {
            Audit(context, reader, "view.deleted", view);
        }

        return Task.FromResult(true);
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> SetDefaultAsync(ViewReader reader, int? id, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (id is { } asked && !await Seen(context, reader).AnyAsync(row => row.Id == asked, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await context.DefaultViews.Where(row => row.WorkspaceId == reader.Actor.WorkspaceId && row.Person == reader.Person).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            if (id is { } view)
            {
                context.DefaultViews.Add(new DefaultView { WorkspaceId = reader.Actor.WorkspaceId, Person = reader.Person, ViewId = view });
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
    }

    private async Task<bool> ChangeAsync(ViewReader reader, int id, Func<CollectorDbContext, StoredView, Task<bool>> change, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await Own(context, reader).SingleOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false) is not { } view || !await change(context, view).ConfigureAwait(false))
            {
                return false;
            }

            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static IQueryable<StoredView> Own(CollectorDbContext context, ViewReader reader) =>
        context.Views.Where(row => row.WorkspaceId == reader.Actor.WorkspaceId && row.Person == reader.Person);

    private static IQueryable<StoredView> Seen(CollectorDbContext context, ViewReader reader) =>
        context.Views.Where(row => row.WorkspaceId == reader.Actor.WorkspaceId && (row.Person == reader.Person || (reader.SeesShared && row.Shared)));

    private static string Name(string name) => name.Trim() is { Length: > 0 and <= ISavedViews.MostNameChars } named
        ? named
        : throw new ArgumentException("A view needs a name that is not too long.", nameof(name));

    // Not the address: what people search for is theirs until they share it, and then it can be opened.
    private void Audit(CollectorDbContext context, ViewReader reader, string action, StoredView view) =>
        context.Audit(reader.Actor, time, action, view.Name, new ViewChange(view.Shared), ViewAuditJson.Default.ViewChange);
}
