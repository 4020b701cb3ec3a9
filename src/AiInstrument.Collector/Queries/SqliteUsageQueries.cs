using AiInstrument.Collector.Queries.Coverage;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Queries.Records.Reading;
using AiInstrument.Collector.Queries.Registry;
using AiInstrument.Collector.Queries.Rollups;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Queries.Traces;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Queries;

/// <summary>Reads usage from one snapshot of the SQLite database: sums from the rollups, records from the interactions. What the audience may not see is left out here, for every page and answer.</summary>
internal sealed class SqliteUsageQueries : IUsageQueries, IDisposable
{
    private readonly CollectorDatabase _database;
    private readonly IUsageAudience _audience;
    private readonly ReadSnapshot _snapshot;
    private readonly FeatureNameQueries _featureNames;
    private readonly RollupQueries _rollups;
    private readonly RecordQueries _records;
    private readonly DetailQueries _details;
    private readonly CoverageQueries _coverage;
    private readonly RegistryQueries _registry;
    private readonly LossQueries _losses;
    private readonly TraceQueries _traces;
    private readonly SessionQueries _sessions;
    private readonly QualityQueries _quality;
    private readonly HourQueries _hours;
    private readonly ChangeQueries _changes;

    public SqliteUsageQueries(CollectorDatabase database, IUsageAudience audience)
    {
        _database = database;
        _audience = audience;
        _snapshot = new ReadSnapshot(database);
        _featureNames = new FeatureNameQueries(_snapshot);
        _rollups = new RollupQueries(_snapshot, _featureNames);
        _records = new RecordQueries(_snapshot, _rollups, _featureNames, database.File.Orders);
        _details = new DetailQueries(database, _snapshot);
        _coverage = new CoverageQueries(database, _snapshot, _rollups);
        _registry = new RegistryQueries(database, _featureNames);
        _losses = new LossQueries(_snapshot);
        _traces = new TraceQueries(_snapshot);
        _sessions = new SessionQueries(_snapshot);
        _quality = new QualityQueries(_snapshot, _rollups, _featureNames);
        _hours = new HourQueries(_snapshot, _rollups);
        _changes = new ChangeQueries(database, _snapshot);
    }

    /// <inheritdoc/>
    public async Task<UsageTotals> GetTotalsAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _rollups.TotalsAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageGroup>> GetBreakdownAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken) =>
        await _rollups.BreakdownAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<UsageTop> GetTopAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int most, CancellationToken cancellationToken) =>
        await _rollups.TopAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, most, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageBucket>> GetTimelineAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _rollups.TimelineAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageSeries>> GetSeriesAsync(int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, int top, CancellationToken cancellationToken) =>
        await _rollups.SeriesAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, top, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageSeries>> GetSeriesAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, IReadOnlyList<string?> names, CancellationToken cancellationToken) =>
        await _rollups.SeriesAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, names, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageGroup>> GetUnpricedModelsAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken)
    {
        var models = await GetBreakdownAsync(workspaceId, window, UsageFilter.None, UsageDimension.Model, cancellationToken).ConfigureAwait(false);
        return [.. models.Where(model => model.Totals.UnpricedCalls > 0)];
    }

    /// <inheritdoc/>
    public async Task<RecordPage> GetRecordsAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        var filter = await NarrowAsync(workspaceId, query.Filter, cancellationToken).ConfigureAwait(false);
        var page = await _records.PageAsync(workspaceId, query with { Filter = filter }, cancellationToken).ConfigureAwait(false);
        return page.Older is { } older && !_audience.Audience.SeesEverything ? page with { Older = Blur(older, query.Before) } : page;
    }

    /// <inheritdoc/>
    public async Task<ArrivedRecords> GetArrivedAsync(int workspaceId, UsageWindow window, UsageFilter filter, long? after, int most, CancellationToken cancellationToken) =>
        await _records.ArrivedAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), after, most, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<RecordWalk> WalkRecordsAsync(int workspaceId, RecordQuery query, CancellationToken cancellationToken)
    {
        // The scope's own snapshot would be held as long as the walk takes.
        using var planning = new SqliteUsageQueries(_database, _audience);
        var filter = await planning.NarrowAsync(workspaceId, query.Filter, cancellationToken).ConfigureAwait(false);
        var plan = await planning._records.PlanAsync(workspaceId, query with { Filter = filter, After = null, Back = null }, cancellationToken).ConfigureAwait(false);
        return new RecordWalk(plan.Total, plan.InOrder, new RecordWalker(_database, plan).StepsAsync());
    }

    /// <inheritdoc/>
    public async Task<InteractionDetail?> GetRecordAsync(int workspaceId, long id, CancellationToken cancellationToken) =>
        await _details.FindAsync(workspaceId, id, cancellationToken).ConfigureAwait(false) is { } record && _audience.Audience.Sees(record.Organization)
            ? (await _featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false)).Rename(record)
            : null;

    /// <inheritdoc/>
    public Task<CoverageReport> GetCoverageAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken) =>
        _audience.Audience.SeesEverything ? _coverage.ReportAsync(workspaceId, window, cancellationToken) : Task.FromResult(new CoverageReport([], [], [], []));

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeclaredFeature>> GetDeclaredFeaturesAsync(int workspaceId, CancellationToken cancellationToken) =>
        _audience.Audience.SeesEverything ? _registry.FeaturesAsync(workspaceId, cancellationToken) : Task.FromResult<IReadOnlyList<DeclaredFeature>>([]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CoverageBuild>> GetBuildsOfAsync(int workspaceId, string callSiteId, CancellationToken cancellationToken) =>
        _audience.Audience.SeesEverything ? _registry.BuildsAsync(workspaceId, callSiteId, cancellationToken) : Task.FromResult<IReadOnlyList<CoverageBuild>>([]);

    /// <inheritdoc/>
    public Task<TraceView?> GetTraceAsync(int workspaceId, string traceId, int page, int pageSize, CancellationToken cancellationToken) =>
        TraceSql.TryParse(traceId, out var trace) ? _traces.FindAsync(new TraceScope(workspaceId, _audience.Audience), trace, page, pageSize, cancellationToken) : Task.FromResult<TraceView?>(null);

    /// <inheritdoc/>
    public Task<SessionView?> GetSessionAsync(int workspaceId, string sessionId, int page, int pageSize, CancellationToken cancellationToken) =>
        _sessions.FindAsync(new TraceScope(workspaceId, _audience.Audience), sessionId, page, pageSize, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TraceSummary>> GetLatestTracesAsync(int workspaceId, int most, CancellationToken cancellationToken) =>
        _sessions.LatestAsync(new TraceScope(workspaceId, _audience.Audience), most, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ServiceLoss>> GetLossesAsync(int workspaceId, UsageWindow window, CancellationToken cancellationToken) =>
        _audience.Audience.SeesEverything ? _losses.ReadAsync(workspaceId, window, cancellationToken) : Task.FromResult<IReadOnlyList<ServiceLoss>>([]);

    /// <inheritdoc/>
    public async Task<UsageQuality> GetQualityAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _quality.TotalAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string? Name, UsageQuality Quality)>> GetQualityByAsync(
        int workspaceId, UsageWindow window, UsageFilter filter, UsageDimension dimension, CancellationToken cancellationToken) =>
        await _quality.ByAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), dimension, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ServiceChanges>> GetChangesAsync(int workspaceId, DateTimeOffset now, CancellationToken cancellationToken) =>
        _audience.Audience.SeesEverything ? _changes.ReadAsync(workspaceId, now, cancellationToken) : Task.FromResult<IReadOnlyList<ServiceChanges>>([]);

    /// <inheritdoc/>
    public async Task<UsageHours> GetHoursAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _hours.ReadAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<UsageFlow>> GetFlowAsync(int workspaceId, UsageWindow window, UsageFilter filter, CancellationToken cancellationToken) =>
        await _rollups.FlowAsync(workspaceId, window, await NarrowAsync(workspaceId, filter, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => _snapshot.Dispose();

    // Where a list stopped looking is when somebody called, whoever it was: to the second it tells nothing of them, and the next page begins a little earlier.
    private static DateTimeOffset Blur(DateTimeOffset older, DateTimeOffset? before) =>
        new DateTimeOffset((older.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero) is var second && (before is null || second < before) ? second : older;

    // The one way from a filter of a request to a filter of a query: to what may be seen, and from a feature to the ids that it had.
    private async Task<UsageFilter> NarrowAsync(int workspaceId, UsageFilter filter, CancellationToken cancellationToken)
    {
        var seen = _audience.Audience.Narrow(filter);
        return string.IsNullOrEmpty(seen.Feature) ? seen : (await _featureNames.ReadAsync(workspaceId, cancellationToken).ConfigureAwait(false)).Widen(seen);
    }
}
