namespace AiInstrument.Collector.Storage;

/// <summary>Where interactions and registries are kept. The one place that a store other than SQLite would replace.</summary>
internal interface ITelemetryStore
{
    /// <summary>Writes a batch together with its rollups in one transaction and returns after the commit. Writing a batch again changes nothing.</summary>
    /// <param name="batch">What to write.</param>
    /// <param name="cancellationToken">Stops waiting; what is queued is still written.</param>
    /// <exception cref="Receiving.IngestUnavailableException">Nothing was written and the sender must try again.</exception>
    Task<WriteResult> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken);
}
