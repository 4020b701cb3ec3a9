using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Prices;

/// <summary>Keeps rates in the database.</summary>
internal sealed class Currencies(CollectorDatabase database, TimeProvider time) : ICurrencies
{
    private const decimal Nanos = 1_000_000_000m;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CurrencyRate>> ListAsync(int workspaceId, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var rows = await context.CurrencyRates.AsNoTracking().Where(row => row.WorkspaceId == workspaceId).OrderBy(row => row.Code).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(row => new CurrencyRate(row.Code, row.NanosPerUsd / Nanos, row.Actor, DateTimeOffset.FromUnixTimeMilliseconds(row.AtUnixMs)));
        }
    }

    /// <inheritdoc/>
    public async Task SaveAsync(Actor actor, string code, decimal perUsd, CancellationToken cancellationToken)
    {
        var upper = code.Trim().ToUpperInvariant();
        if (upper.Length != 3 || !upper.All(char.IsAsciiLetterUpper) || upper == "USD")
        {
            throw new ArgumentException("A currency has three letters and is not the dollar.", nameof(code));
        }

        if (perUsd is <= 0 or >= Nanos || perUsd * Nanos != decimal.Truncate(perUsd * Nanos))
        {
            throw new ArgumentException("A rate lies above 0 and below a billion, with nine decimals at the most.", nameof(perUsd));
        }

        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var row = await FindAsync(context, actor.WorkspaceId, upper, cancellationToken).ConfigureAwait(false);
            var before = row?.NanosPerUsd / Nanos;
            row ??= context.CurrencyRates.Add(new StoredRate { WorkspaceId = actor.WorkspaceId, Code = upper, NanosPerUsd = 0, Actor = "", AtUnixMs = 0 }).Entity;
            row.NanosPerUsd = (long)(perUsd * Nanos);
            row.Actor = actor.Name;
            row.AtUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            context.Audit(actor, time, "currency_rate.set", upper, new RateAudit(before, perUsd), PriceAuditJson.Default.RateAudit);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(Actor actor, string code, CancellationToken cancellationToken)
    {
        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            if (await FindAsync(context, actor.WorkspaceId, code.Trim().ToUpperInvariant(), cancellationToken).ConfigureAwait(false) is not { } row)
            {
                return false;
            }

            context.CurrencyRates.Remove(row);
            context.Audit(actor, time, "currency_rate.removed", row.Code, new RateAudit(row.NanosPerUsd / Nanos, null), PriceAuditJson.Default.RateAudit);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static Task<StoredRate?> FindAsync(CollectorDbContext context, int workspaceId, string code, CancellationToken cancellationToken) =>
        context.CurrencyRates.FirstOrDefaultAsync(row => row.WorkspaceId == workspaceId && row.Code == code, cancellationToken);
}
