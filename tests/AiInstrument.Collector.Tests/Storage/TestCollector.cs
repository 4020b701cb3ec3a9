using System.Diagnostics.Metrics;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Storage.Orders;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Tests.Storage;

/// <summary>Ingest, store and queries on a real SQLite file in a temporary folder.</summary>
internal sealed class TestCollector : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly SqliteTelemetryStore _store;
    private readonly IMeterFactory _meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
    private readonly PricesInForce _inForce;
    private readonly SecretVerifier _verifier = new();
    private readonly StatementGate _gate = new();
    private readonly Verified<ApiKeyIdentity> _keys;
    private readonly Verified<AccountIdentity> _accounts;
    private readonly bool _ownsFolder;
    private SqliteUsageQueries? _queries;
    private bool _stopped;

    private readonly ContentCipher _cipher;

    private TestCollector(string folder, bool ownsFolder, int maxQueuedSpans, long maxMemory = long.MaxValue, Action<CollectorOptions>? content = null, OrderLimits? orders = null)
    {
        Folder = folder;
        _ownsFolder = ownsFolder;
        Time = new FakeTime(Noon);
        _keys = new Verified<ApiKeyIdentity>(Time);
        _accounts = new Verified<AccountIdentity>(Time);
        File = new DatabaseFile(folder, TimeSpan.FromSeconds(1)) { Orders = orders ?? new() };
        Database = new CollectorDatabase(File, Time);
        var settings = new CollectorOptions { DataDirectory = folder, MaxQueuedSpans = maxQueuedSpans, MaxRequestMemoryBytes = maxMemory, StoreContent = content is not null };
        content?.Invoke(settings);
        var options = Options.Create(settings);
        _cipher = new ContentCipher(File);
        var packer = new ContentPacker(_cipher, options);
        _store = new SqliteTelemetryStore(Database, options, new StoreMetrics(_meters), new BudgetMetrics(_meters), Time, NullLogger<SqliteTelemetryStore>.Instance);
        Ingest = new SpanIngest(Database, _store, Time, packer);
        Logs = new LogIngest(_store, Time, packer);
        Purges = new PurgeService(Database, _store, Time, NullLogger<PurgeService>.Instance);
        Contents = new ContentStore(Database, Purges, _cipher, options, Time);
        Budgets = new BudgetStore(Database, _store, Time);
        _inForce = new PricesInForce(Database, _store);
        Prices = new PriceBooks(Database, _inForce, Time);
        Repricing = new RepricingService(Database, _store, Time, NullLogger<RepricingService>.Instance);
        Access = new AccessStore(Database, _verifier, _keys, Time);
        ApiKeys = new ApiKeys(Database, _keys, Time);
        Accounts = new Accounts(Database, _verifier, _accounts, Time);
        SignIns = new SignIns(Database, Access, _verifier, _accounts, Time);
    }

    public string Folder { get; }

    public FakeTime Time { get; }

    public DatabaseFile File { get; }

    public CollectorDatabase Database { get; }

    public ISpanIngest Ingest { get; }

    public ILogIngest Logs { get; }

    /// <summary>Queries of this moment, to be used until the next are asked for.</summary>
    public IUsageQueries Queries
    {
        get
        {
            _queries?.Dispose();
            return _queries = new SqliteUsageQueries(Database, WholeWorkspace.Instance);
        }
    }

    public IAccessStore Access { get; }

    public IBudgets Budgets { get; }

    public IBudgetSync Leases => _store;

    public IPriceBooks Prices { get; }

    /// <summary>Does not run by itself: <c>RunOnceAsync</c> does what is asked for.</summary>
    public RepricingService Repricing { get; }

    public IApiKeys ApiKeys { get; }

    public IAccounts Accounts { get; }

    public ISignIns SignIns { get; }

    public IContentStore Contents { get; }

    /// <summary>Does not begin by itself with what the process before left.</summary>
    public PurgeService Purges { get; }

    public SqliteTelemetryStore Store => _store;

    /// <summary>Queries of this moment as somebody sees them, to be disposed.</summary>
    public SqliteUsageQueries QueriesOf(UsageAudience audience) => new(Database, new Seen(audience));

    /// <summary>Billing of this moment as somebody sees it, to be disposed.</summary>
    public SqliteBilling BillingOf(UsageAudience audience) => new(Database, new Seen(audience), _gate, Time);

    public ICollectorHealth Health => _store;

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), "aiinstrument-tests", Guid.NewGuid().ToString("N"));

    public static async Task<TestCollector> StartAsync(string? folder = null, int maxQueuedSpans = 100_000, OrderLimits? orders = null)
    {
        var collector = new TestCollector(folder ?? NewFolder(), folder is null, maxQueuedSpans, orders: orders);
        try
        {
            await collector._store.StartAsync(CancellationToken.None);
            return collector;
        }
        catch
        {
            collector.Database.Dispose();
            throw;
        }
    }

    /// <summary>A collector that stores content.</summary>
    public static async Task<TestCollector> StartWithContentAsync(string? folder = null, Action<CollectorOptions>? configure = null)
    {
        var collector = new TestCollector(folder ?? NewFolder(), folder is null, 100_000, long.MaxValue, configure ?? (static _ => { }));
        await collector._store.StartAsync(CancellationToken.None);
        return collector;
    }

    /// <summary>A collector whose writer does not run yet: what is sent waits in the queue.</summary>
    public static TestCollector NotStarted(int maxQueuedSpans, long maxMemory = long.MaxValue) => new(NewFolder(), ownsFolder: true, maxQueuedSpans, maxMemory);

    public Task StartWriterAsync() => _store.StartAsync(CancellationToken.None);

    public ValueTask<IngestResult> SendAsync(params IReadOnlyList<DecodedSpan> spans) => Ingest.IngestAsync(Workspaces.DefaultId, spans, CancellationToken.None);

    public ValueTask<LogIngestResult> SendAsync(params IReadOnlyList<DecodedLogRecord> records) => Logs.IngestAsync(Workspaces.DefaultId, records, CancellationToken.None);

    public UsageWindow Window(string period = "30d") => UsageWindow.TryParse(period, Time, out var window)
        ? window
        : throw new ArgumentException("No such period.", nameof(period));

    public Task<UsageTotals> TotalsAsync(string period = "30d", UsageFilter? filter = null) =>
        Queries.GetTotalsAsync(Workspaces.DefaultId, Window(period), filter ?? UsageFilter.None, CancellationToken.None);

    public Task<RecordPage> RecordsAsync(Func<RecordQuery, RecordQuery>? with = null)
    {
        var query = new RecordQuery { Window = Window("all"), PageSize = 200 };
        return Queries.GetRecordsAsync(Workspaces.DefaultId, with is null ? query : with(query), CancellationToken.None);
    }

    public async Task<InteractionDetail> OnlyRecordAsync()
    {
        var page = await RecordsAsync(query => query with { IncludeUncounted = true });
        var row = Assert.Single(page.Items);
        return Assert.IsType<InteractionDetail>(await Queries.GetRecordAsync(Workspaces.DefaultId, row.Id, CancellationToken.None));
    }

    /// <summary>One step of a pricing.</summary>
    public Task<int> RepriceAsync(int repricing) => _store.RepriceAsync(repricing);

    public Task<int> ExpireAsync(RetentionPolicy policy, long today) => _store.ExpireAsync(policy, today);

    /// <summary>Fills the derived rollups with every day up to so many days ago.</summary>
    public async Task FillRollupsAsync(int daysAgo = 1)
    {
        while (await _store.FillRollupsAsync(UnixTime.Day(Noon) - daysAgo) > 0)
        {
            // One family and day at a time.
        }
    }

    /// <summary>Runs SQL that a test needs and the product does not have.</summary>
    public async Task<object?> SqlAsync(string sql)
    {
        using var connection = await File.OpenReaderAsync(CancellationToken.None);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <param name="outOfPatience">The host has no time left.</param>
    public async Task StopAsync(bool outOfPatience = false)
    {
        if (!_stopped)
        {
            _stopped = true;
            await _store.StopAsync(new CancellationToken(outOfPatience));
            _store.Dispose();
            _queries?.Dispose();
            Repricing.Dispose();
            Purges.Dispose();
            _inForce.Dispose();
            _verifier.Dispose();
            ((IDisposable)SignIns).Dispose();
            _gate.Dispose();
            _cipher.Dispose();
            Database.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private sealed record Seen(UsageAudience Audience) : IUsageAudience;

    /// <summary>An open connection of somebody else.</summary>
    public SqliteConnection OpenForeign()
    {
        var connection = new SqliteConnection(File.ConnectionString);
        connection.Open();
        return connection;
    }
}
