using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Prices;

/// <summary>The prices of a data folder whose collector does not run. Holds the folder until it is disposed.</summary>
public sealed class OfflinePrices : IDisposable
{
    private readonly CollectorDatabase _database;
    private readonly PricesInForce _inForce;

    internal OfflinePrices(CollectorDatabase database)
    {
        _database = database;
        _inForce = new PricesInForce(database);
        Books = new PriceBooks(database, _inForce, TimeProvider.System);
    }

    /// <summary>The prices.</summary>
    public IPriceBooks Books { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inForce.Dispose();
        _database.Dispose();
    }
}
