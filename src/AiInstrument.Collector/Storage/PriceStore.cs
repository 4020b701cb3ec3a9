using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Storage;

/// <summary>Keeps every price version that was ever in a book.</summary>
internal static class PriceStore
{
    // A large import must not keep the writer waiting: it goes in small transactions, and a version that nothing refers to does no harm.
    private const int VersionsPerCommit = 250;

    /// <summary>Stores the versions that are not stored yet.</summary>
    /// <returns>The same versions with their ids.</returns>
    public static async Task<IReadOnlyList<PriceVersion>> SaveAsync(CollectorDbContext context, IReadOnlyList<PriceVersion> versions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await context.Prices.ToDictionaryAsync(price => price.ContentHash, price => price.Id, cancellationToken).ConfigureAwait(false);
        var hashes = versions.Select(version => version.ContentHash()).ToArray();
        var added = versions
            .Zip(hashes)
            .Where(pair => !ids.ContainsKey(pair.Second))
            .DistinctBy(pair => pair.Second)
            .Select(pair => ToRow(pair.First, pair.Second, now))
            .ToArray();
        foreach (var part in added.Chunk(VersionsPerCommit))
        {
            context.Prices.AddRange(part);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var price in added)
        {
            ids[price.ContentHash] = price.Id;
        }

        return [.. versions.Select((version, i) => version with { Id = ids[hashes[i]] })];
    }

    /// <summary>Reads a stored version.</summary>
    public static async Task<PriceVersion?> FindAsync(CollectorDbContext context, int id, CancellationToken cancellationToken)
    {
        var row = await context.Prices.AsNoTracking().FirstOrDefaultAsync(price => price.Id == id, cancellationToken).ConfigureAwait(false);
        return row is null ? null : Read(row);
    }

    /// <summary>A stored version.</summary>
    public static PriceVersion Read(StoredPrice row) => new()
    {
        Id = row.Id,
        Provider = row.Provider,
        Models = row.Models.Split('\n'),
        From = ReadDay(row.EffectiveFrom),
        Source = row.Source,
        Tiers = ReadTiers(row.TiersJson),
    };

    /// <summary>A stored day.</summary>
    public static DateOnly ReadDay(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day as it is stored.</summary>
    public static string WriteDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Stored tiers.</summary>
    public static IReadOnlyDictionary<string, PriceSheet> ReadTiers(string json) =>
        JsonSerializer.Deserialize(json, PriceBookJson.Default.SortedDictionaryStringPriceSheet) ?? throw new InvalidDataException("A stored price has no tiers.");

    /// <summary>Tiers as they are stored.</summary>
    public static string WriteTiers(IReadOnlyDictionary<string, PriceSheet> tiers) => new PriceVersion { Provider = "", Models = [], From = default, Source = "", Tiers = tiers }.TiersJson();

    private static StoredPrice ToRow(PriceVersion version, string hash, DateTimeOffset now) => new()
    {
        ContentHash = hash,
        Provider = version.Provider,
        Models = string.Join('\n', version.Models),
        EffectiveFrom = WriteDay(version.From),
        Source = version.Source,
        TiersJson = version.TiersJson(),
        CreatedUnixMs = now.ToUnixTimeMilliseconds(),
    };
}
