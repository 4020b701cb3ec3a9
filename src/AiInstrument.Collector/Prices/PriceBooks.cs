using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Prices;

/// <summary>Keeps imports and overrides in the database.</summary>
internal sealed class PriceBooks(CollectorDatabase database, PricesInForce inForce, TimeProvider time) : IPriceBooks
{
    // As many as a person looks through; those with the fewest tokens are left out.
    private const int MostUnpriced = 200;

    /// <inheritdoc/>
    public async Task<ListedPrices> ListAsync(int workspaceId, PriceQuery query, CancellationToken cancellationToken)
    {
        var book = await BookAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var today = Today();
        var found = book.Entries
            .GroupBy(entry => (entry.Provider, entry.Model, Own: entry.Layer == PriceLayer.Override))
            .Where(name => query.Search is not { } search
                || name.Key.Model.Contains(search, StringComparison.OrdinalIgnoreCase)
                || name.Key.Provider.Contains(search, StringComparison.OrdinalIgnoreCase))
            .Select(name => new PriceTimeline(name).On(today))
            .OfType<PriceEntry>()
            .Where(entry => query.Layer is not { } layer || entry.Layer == layer)
            .OrderBy(entry => entry.Provider, StringComparer.Ordinal)
            .ThenBy(entry => entry.Model, StringComparer.Ordinal)
            .ThenByDescending(entry => entry.Layer)
            .ToArray();
        return new ListedPrices([.. found.Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).Select(ListedPrice.Of)], found.Length);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListedPrice>> FindAsync(int workspaceId, string provider, string model, CancellationToken cancellationToken)
    {
        var book = await BookAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var entries = book.Entries.Where(entry => entry.Provider == provider && entry.Model == model);
        return [.. new PriceTimeline(entries).Entries.Select(ListedPrice.Of)];
    }

    /// <inheritdoc/>
    public async Task<ListedPrice?> PriceOfAsync(int workspaceId, string? provider, string model, CancellationToken cancellationToken)
    {
        var book = await BookAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        return book.FindEntry(provider, model, Today()) is { } entry ? ListedPrice.Of(entry) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UnpricedModel>> UnpricedAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var book = await BookAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        var always = new UsageWindow("all", null, Today());
        using var queries = new SqliteUsageQueries(database, WholeWorkspace.Instance);
        var found = new List<UnpricedModel>();
        var models = await queries.GetBreakdownAsync(workspaceId, always, UsageFilter.None, UsageDimension.Model, cancellationToken).ConfigureAwait(false);
        foreach (var model in models.Where(group => group.Totals.UnpricedCalls > 0).OrderByDescending(group => group.Totals.UnpricedTokens).Take(MostUnpriced))
        {
            var filter = new UsageFilter { Model = model.Name ?? "" };
            foreach (var provider in await queries.GetBreakdownAsync(workspaceId, always, filter, UsageDimension.Provider, cancellationToken).ConfigureAwait(false))
            {
                if (provider.Totals.UnpricedCalls > 0)
                {
                    var timeline = await queries.GetTimelineAsync(workspaceId, always, filter with { Provider = provider.Name ?? "" }, cancellationToken).ConfigureAwait(false);
                    found.Add(new UnpricedModel(
                        provider.Name,
                        model.Name,
                        provider.Totals.UnpricedCalls,
                        provider.Totals.UnpricedTokens,
                        timeline.FirstOrDefault(bucket => bucket.Totals.UnpricedCalls > 0)?.Start ?? provider.LastSeen,
                        provider.LastSeen,
                        model.Name is { } known && NearestPrice.Find(book, provider.Name, known, Today()) is { } near ? ListedPrice.Of(near) : null));
                }
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<PriceImportPreview> PreviewAsync(PriceImportRequest request, CancellationToken cancellationToken)
    {
        var book = await database.GetPricesAsync(cancellationToken).ConfigureAwait(false);
        return Compare(book, request).Preview;
    }

    /// <inheritdoc/>
    public Task<PriceImportPreview> ImportAsync(Actor actor, PriceImportRequest request, CancellationToken cancellationToken) => inForce.ChangeAsync(
        async context =>
        {
            var book = await database.GetPricesAsync(cancellationToken).ConfigureAwait(false);
            var (preview, versions) = Compare(book, request);
            var (added, changed) = (preview.Count(PriceChangeKind.Added), preview.Count(PriceChangeKind.Changed));
            var (unchanged, refused) = (preview.Count(PriceChangeKind.Unchanged), preview.Count(PriceChangeKind.Refused));
            var stored = await PriceStore.SaveAsync(context, versions, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            var format = preview.Format.ToString();
            context.PriceImports.Add(new StoredImport
            {
                WorkspaceId = actor.WorkspaceId,
                Format = format,
                File = request.File,
                EffectiveFrom = PriceStore.WriteDay(request.From),
                PriceIds = string.Join(',', stored.Select(version => version.Id.ToString(CultureInfo.InvariantCulture))),
                Added = added,
                Changed = changed,
                Unchanged = unchanged,
                Refused = refused,
                Actor = actor.Name,
                AtUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            });
            context.Audit(
                actor, time, "prices.imported", request.File, new ImportAudit(format, request.File, request.From, added, changed, unchanged, refused), PriceAuditJson.Default.ImportAudit);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return preview;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PriceImport>> ImportsAsync(CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.PriceImports.AsNoTracking().OrderByDescending(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(row => new PriceImport(
                row.Id, row.Format, row.File, PriceStore.ReadDay(row.EffectiveFrom), row.Added, row.Changed, row.Unchanged, row.Refused, row.Actor,
                DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs)));
        }
    }

    /// <inheritdoc/>
    public Task<bool> RemoveImportAsync(Actor actor, int id, CancellationToken cancellationToken) => inForce.ChangeAsync(
        async context =>
        {
            if (await context.PriceImports.FirstOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false) is not { } import)
            {
                return false;
            }

            context.PriceImports.Remove(import);
            context.Audit(
                actor, time, "prices.import_removed", import.File,
                new ImportAudit(import.Format, import.File, PriceStore.ReadDay(import.EffectiveFrom), import.Added, import.Changed, import.Unchanged, import.Refused),
                PriceAuditJson.Default.ImportAudit);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PriceOverride>> OverridesAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.PriceOverrides.AsNoTracking().Where(row => row.WorkspaceId == workspaceId).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(StoredPriceBook.Read);
        }
    }

    /// <inheritdoc/>
    public async Task<PriceOverride?> SaveOverrideAsync(Actor actor, PriceOverride draft, CancellationToken cancellationToken)
    {
        PriceOverrideRules.Check(draft, await database.GetPricesAsync(cancellationToken).ConfigureAwait(false));
        return await inForce.ChangeAsync(
            async context =>
            {
                var replaced = draft.Id == 0 ? null : await FindAsync(context, actor.WorkspaceId, draft.Id, cancellationToken).ConfigureAwait(false);
                if (draft.Id != 0 && replaced is null)
                {
                    return null;
                }

                var row = replaced ?? context.PriceOverrides.Add(Empty(actor)).Entity;
                row.Provider = draft.Provider.Trim().ToLowerInvariant();
                row.Pattern = draft.Pattern.Trim().ToLowerInvariant();
                row.EffectiveFrom = PriceStore.WriteDay(draft.From);
                row.TiersJson = draft.Tiers is { } tiers ? PriceStore.WriteTiers(tiers) : null;
                row.DiscountMilliPercent = (long?)(draft.DiscountPercent * 1000);
                row.OtherProvider = draft.SameAs?.Provider.Trim().ToLowerInvariant();
                row.OtherModel = draft.SameAs?.Model.Trim().ToLowerInvariant();
                row.Reason = draft.Reason.Trim();
                row.Actor = actor.Name;
                row.AtUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
                Audit(context, actor, replaced is null ? "price_override.created" : "price_override.changed", row);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return StoredPriceBook.Read(row);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveOverrideAsync(Actor actor, int id, CancellationToken cancellationToken) => inForce.ChangeAsync(
        async context =>
        {
            if (await FindAsync(context, actor.WorkspaceId, id, cancellationToken).ConfigureAwait(false) is not { } row)
            {
                return false;
            }

            context.PriceOverrides.Remove(row);
            Audit(context, actor, "price_override.removed", row);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static Task<StoredOverride?> FindAsync(CollectorDbContext context, int workspaceId, int id, CancellationToken cancellationToken) =>
        context.PriceOverrides.FirstOrDefaultAsync(row => row.Id == id && row.WorkspaceId == workspaceId, cancellationToken);

    private static StoredOverride Empty(Actor actor) => new()
    {
        WorkspaceId = actor.WorkspaceId,
        Provider = "",
        Pattern = "",
        EffectiveFrom = "",
        TiersJson = null,
        DiscountMilliPercent = null,
        OtherProvider = null,
        OtherModel = null,
        Reason = "",
        Actor = "",
        AtUnixMs = 0,
    };

    private static (PriceImportPreview Preview, IReadOnlyList<PriceVersion> Versions) Compare(PriceBook book, PriceImportRequest request)
    {
        var (format, entries) = PriceListReader.Read(request);
        var read = PriceFamilies.Expand(book, format == PriceListFormat.ModelsDev ? KeptPrices.Keep(book, entries) : entries);
        var changes = PriceListComparison.Compare(book, read, request.From);
        return (
            new PriceImportPreview(format, request.File, request.From, changes),
            [.. read.Zip(changes).Where(pair => pair.Second.Kind is PriceChangeKind.Added or PriceChangeKind.Changed).Select(pair => pair.First.Version!)]);
    }

    private void Audit(CollectorDbContext context, Actor actor, string action, StoredOverride row) => context.Audit(
        actor,
        time,
        action,
        $"{row.Provider} {row.Pattern}",
        new OverrideAudit(
            PriceStore.ReadDay(row.EffectiveFrom), row.TiersJson, row.DiscountMilliPercent / 1000m, row.OtherModel is { } model ? $"{row.OtherProvider} {model}" : null, row.Reason),
        PriceAuditJson.Default.OverrideAudit);

    private async Task<PriceBook> BookAsync(int workspaceId, CancellationToken cancellationToken) =>
        (await database.GetPricesAsync(cancellationToken).ConfigureAwait(false)).Of(workspaceId);

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
