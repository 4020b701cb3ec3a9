using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Storage;

/// <summary>Keeps every price version that was ever used.</summary>
internal static class PriceStore
{
    /// <summary>Stores the versions of a book that are not stored yet.</summary>
    /// <returns>The book with the ids of the stored versions.</returns>
    public static async Task<PriceBook> SaveAsync(CollectorDbContext context, PriceBook book, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await context.Prices.ToDictionaryAsync(price => price.ContentHash, price => price.Id, cancellationToken).ConfigureAwait(false);
        var added = new List<StoredPrice>();
        foreach (var version in book.Versions)
        {
            var hash = version.ContentHash();
            if (!ids.ContainsKey(hash))
            {
                added.Add(ToRow(version, hash, now));
            }
        }

        context.Prices.AddRange(added.DistinctBy(price => price.ContentHash));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var price in added.Where(price => price.Id != 0))
        {
            ids[price.ContentHash] = price.Id;
        }

        return book.With([.. book.Versions.Select(version => version with { Id = ids[version.ContentHash()] })]);
    }

    /// <summary>Reads a stored version.</summary>
    public static async Task<PriceVersion?> FindAsync(CollectorDbContext context, int id, CancellationToken cancellationToken)
    {
        var row = await context.Prices.AsNoTracking().FirstOrDefaultAsync(price => price.Id == id, cancellationToken).ConfigureAwait(false);
        return row is null ? null : new PriceVersion
        {
            Id = row.Id,
            Provider = row.Provider,
            Models = row.Models.Split('\n'),
            From = DateOnly.ParseExact(row.EffectiveFrom, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Source = row.Source,
            Tiers = JsonSerializer.Deserialize(row.TiersJson, PriceBookJson.Default.SortedDictionaryStringPriceSheet)
                ?? throw new InvalidDataException($"The stored price {row.Id} has no tiers."),
        };
    }

    private static StoredPrice ToRow(PriceVersion version, string hash, DateTimeOffset now) => new()
    {
        ContentHash = hash,
        Provider = version.Provider,
        Models = string.Join('\n', version.Models),
        EffectiveFrom = version.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Source = version.Source,
        TiersJson = version.TiersJson(),
        CreatedUnixMs = now.ToUnixTimeMilliseconds(),
    };
}
