using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Prices;

/// <summary>Changes prices and puts them in force, one change at a time.</summary>
/// <param name="database">The database.</param>
/// <param name="store">The writer that has to use them; null when none runs.</param>
internal sealed class PricesInForce(CollectorDatabase database, SqliteTelemetryStore? store = null) : IDisposable
{
    // Of two changes at once the book of the later one must be the last that comes into force.
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Makes a change, and has it in force when this returns.</summary>
    /// <param name="change">Saves the change; returns whether there was one.</param>
    /// <param name="cancellationToken">Cancels before the change is saved.</param>
    public async Task<T> ChangeAsync<T>(Func<CollectorDbContext, Task<T>> change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            T result;
            var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                result = await change(context).ConfigureAwait(false);
            }

            // What is saved must come into force, even when the caller has left.
            var book = await database.ReloadPricesAsync(CancellationToken.None).ConfigureAwait(false);
            if (store is not null)
            {
                await store.UsePricesAsync(book).ConfigureAwait(false);
            }

            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
