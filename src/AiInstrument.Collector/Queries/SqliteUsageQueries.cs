using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries;

/// <summary>Reads usage from one snapshot of the SQLite database: sums from the rollups, records from the interactions.</summary>
internal sealed class SqliteUsageQueries : IUsageQueries, IDisposable
{
    private readonly ReadSnapshot _snapshot;
    private readonly FeatureNameQueries _featureNames;
    private readonly RollupQueries _rollups;
    private readonly RecordQueries _records;
    private readonly DetailQueries _details;
    private readonly CoverageQueries _coverage;
    private readonly LossQueries _losses;
    private readonly TraceQueries _traces;
    private readonly SessionQueries _sessions;
    private readonly QualityQueries _quality;

    public SqliteUsageQueries(CollectorDatabase database)
    {
        _snapshot = new ReadSnapshot(database);
        _featureNames = new FeatureNameQueries(_snapshot);
        _rollups = new RollupQueries(_snapshot, _featureNames);
        _records = new RecordQueries(_snapshot, _rollups, _featureNames);
        _details = new DetailQueries(database, _snapshot);
        _coverage = new CoverageQueries(database, _snapshot, _rollups);
        _losses = new LossQueries(_snapshot);
        _traces = new TraceQueries(_snapshot);
        _sessions = new SessionQueries(_snapshot);
        _quality = new QualityQueries(_snapshot, _rollups, _featureNames);
    }

    /// <inheritdoc/>
    public async Task<UsageTotals> GetTotalsAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _rollups.TotalsAsync(workspaceId, window, await WidenAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageGroup>> GetBreakdownAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken) =>
        await _rollups.BreakdownAsync(workspaceId, window, await WidenAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageBucket>> GetTimelineAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _rollups.TimelineAsync(workspaceId, window, await WidenAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageSeries>> GetSeriesAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken) =>
        await _rollups.SeriesAsync(workspaceId, window, await WidenAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, top, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageGroup>> GetUnpricedModelsAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken)
    {
        var models = await _rollups.BreakdownAsync(workspaceId, window, UsageFilter.None, UsageDimension.Model, cancellationToken).ConfigureAwait(false);
        return [.. models.Where(model => model.Totals.UnpricedCalls > 0)];
    }

    /// <inheritdoc/>
    public async Task<RecordPage> GetRecordsAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var filter = await WidenAsync(workspaceId, query.Filter, cancellationToken).ConfigureAwait(false);
        return await _records.PageAsync(workspaceId, query with { Filter = filter }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<InteractionDetail?> GetRecordAsync(int workspaceId, long id, CancellationToken cancellationToken) =>
        await _details.FindAsync(workspaceId, id, cancellationToken).ConfigureAwait(false) is { } record
            ? (await _featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false)).Rename(record)
            : null;

    /// <inheritdoc/>
    public Task<CoverageReport> GetCoverageAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken) =>
        _coverage.ReportAsync(workspaceId, window, cancellationToken);

    /// <inheritdoc/>
    public Task<TraceView?> GetTraceAsync(int workspaceId, string traceId, int page, int pageSize, CancellationToken cancellationToken) =>
        TraceSql.TryParse(traceId, out var trace) ? _traces.FindAsync(workspaceId, trace, page, pageSize, cancellationToken) : Task.FromResult<TraceView?>(null);

    /// <inheritdoc/>
    public Task<SessionView?> GetSessionAsync(int workspaceId, string sessionId, int page, int pageSize, CancellationToken cancellationToken) =>
        _sessions.FindAsync(workspaceId, sessionId, page, pageSize, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TraceSummary>> GetLatestTracesAsync(int workspaceId, int most, CancellationToken cancellationToken) =>
        _sessions.LatestAsync(workspaceId, most, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ServiceLoss>> GetLossesAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken) =>
        _losses.ReadAsync(workspaceId, window, cancellationToken);

    /// <inheritdoc/>
    public async Task<UsageQuality> GetQualityAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _quality.TotalAsync(workspaceId, window, await WidenAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string? Name, UsageQuality Quality)>> GetQualityByAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken) =>
        await _quality.ByAsync(workspaceId, window, await WidenAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => _snapshot.Dispose();

    private async Task<UsageFilter> WidenAsync(int workspaceId, UsageFilter filter, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(filter.Feature) ? filter : (await _featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false)).Widen(filter);
}
