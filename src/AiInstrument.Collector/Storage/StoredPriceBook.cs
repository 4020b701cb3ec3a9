using System.Globalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Storage;

/// <summary>Puts the book together: the shipped prices, the imported ones, and each workspace's own.</summary>
internal static class StoredPriceBook
{
    /// <summary>The book in force. Every price in it is stored and has its id.</summary>
    public static async Task<PriceBook> LoadAsync(CollectorDbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var shipped = ShippedPriceBook.Load();
        var versions = await PriceStore.SaveAsync(context, shipped.Versions, now, cancellationToken).ConfigureAwait(false);
        var none = new Dictionary<int, PriceBook>();
        var listed = new PriceBook(
            shipped.Providers,
            versions.SelectMany(version => PriceEntry.Of(version, PriceLayer.Shipped)).Concat(await ReadImportedAsync(context, cancellationToken).ConfigureAwait(false)),
            none);
        var workspaces = new Dictionary<int, PriceBook>();
        var rows = await context.PriceOverrides.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var own in rows.GroupBy(row => row.WorkspaceId))
        {
            var entries = WorkspacePrices.Apply(listed, [.. own.Select(Read)]);
            var added = entries.Where(entry => entry.Version.Id == 0).ToArray();
            var stored = await PriceStore.SaveAsync(context, [.. added.Select(entry => entry.Version)], now, cancellationToken).ConfigureAwait(false);
            workspaces[own.Key] = new PriceBook(
                shipped.Providers,
                entries.Where(entry => entry.Version.Id != 0).Concat(added.Zip(stored, (entry, version) => entry with { Version = version })),
                none);
        }

        return new PriceBook(shipped.Providers, listed.Entries, workspaces);
    }

    /// <summary>An override as it is stored.</summary>
    public static PriceOverride Read(StoredOverride row) => new()
    {
        Id = row.Id,
        Provider = row.Provider,
        Pattern = row.Pattern,
        From = PriceStore.ReadDay(row.EffectiveFrom),
        Tiers = row.TiersJson is { } tiers ? PriceStore.ReadTiers(tiers) : null,
        DiscountPercent = row.DiscountMilliPercent / 1000m,
        SameAs = row.OtherModel is { } model ? new PricedName(row.OtherProvider!, model) : null,
        Reason = row.Reason,
        Actor = row.Actor,
        At = DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs),
    };

    private static async Task<IEnumerable<PriceEntry>> ReadImportedAsync(CollectorDbContext context, CancellationToken cancellationToken)
    {
        var imports = await context.PriceImports.AsNoTracking().OrderBy(row => row.Id).Select(row => row.PriceIds).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (imports.Count == 0)
        {
            return [];
        }

        var prices = await context.Prices.AsNoTracking().ToDictionaryAsync(row => row.Id, cancellationToken).ConfigureAwait(false);
        return imports
            .SelectMany(ids => ids.Split(',', StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(id => PriceEntry.Of(PriceStore.Read(prices[int.Parse(id, CultureInfo.InvariantCulture)]), PriceLayer.Imported));
    }
}
