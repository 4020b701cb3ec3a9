namespace AiInstrument.Collector.Storage;

/// <summary>The collector's database.</summary>
public interface ICollectorDatabase
{
    /// <summary>Creates the data folder and the database, brings it to the newest version and stores the shipped prices. Runs once; later calls await the first.</summary>
    /// <exception cref="CollectorStartException">The folder cannot be written, is in use by another collector, or holds a database of a newer version.</exception>
    Task InitializeAsync(CancellationToken cancellationToken);
}
