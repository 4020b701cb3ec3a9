using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries;

/// <summary>Reads usage from the SQLite database: sums from the rollups, records from the interactions.</summary>
internal sealed class SqliteUsageQueries : IUsageQueries
{
    private readonly RollupQueries _rollups;
    private readonly RecordQueries _records;
    private readonly DetailQueries _details;
    private readonly CoverageQueries _coverage;

    public SqliteUsageQueries(CollectorDatabase database)
    {
        _rollups = new RollupQueries(database);
        _records = new RecordQueries(database);
        _details = new DetailQueries(database);
        _coverage = new CoverageQueries(database, _rollups);
    }

    /// <inheritdoc/>
    public Task<UsageTotals> GetTotalsAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        _rollups.TotalsAsync(workspaceId, window, filter, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UsageGroup>> GetBreakdownAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken) =>
        _rollups.BreakdownAsync(workspaceId, window, filter, dimension, onlyUnpriced: false, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UsageBucket>> GetTimelineAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        _rollups.TimelineAsync(workspaceId, window, filter, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UsageSeries>> GetSeriesAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken) =>
        _rollups.SeriesAsync(workspaceId, window, filter, dimension, top, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UsageGroup>> GetUnpricedModelsAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken) =>
        _rollups.BreakdownAsync(workspaceId, window, UsageFilter.None, UsageDimension.Model, onlyUnpriced: true, cancellationToken);

    /// <inheritdoc/>
    public Task<RecordPage> GetRecordsAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken) =>
        _records.PageAsync(workspaceId, query, cancellationToken);

    /// <inheritdoc/>
    public Task<InteractionDetail?> GetRecordAsync(int workspaceId, long id, CancellationToken cancellationToken) =>
        _details.FindAsync(workspaceId, id, cancellationToken);

    /// <inheritdoc/>
    public Task<CoverageReport> GetCoverageAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken) =>
        _coverage.ReportAsync(workspaceId, window, cancellationToken);
}
