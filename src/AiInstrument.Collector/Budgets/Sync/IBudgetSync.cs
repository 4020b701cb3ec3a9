namespace AiInstrument.Collector.Budgets.Sync;

/// <summary>Takes reports of instances to the writer.</summary>
internal interface IBudgetSync
{
    /// <summary>Takes a report; returns when what it changes is committed.</summary>
    /// <exception cref="Receiving.IngestUnavailableException">Nothing was taken and the instance must try again.</exception>
    Task<SyncAnswer> SyncAsync(SyncRequest request, CancellationToken cancellationToken);
}
