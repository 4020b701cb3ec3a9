using System.Net;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Alerts.Channels;
using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Alerts.Measures;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Tests.Alerts;

/// <summary>A collector on a real file with its alerts, whose rounds a test starts by hand.</summary>
internal sealed class AlertRig : IAsyncDisposable
{
    public static readonly Actor Ada = new(Workspaces.DefaultId, "ada");

    private readonly ServiceProvider _services;
    private readonly HttpSender _http;
    private readonly ChannelSecrets _secrets;

    private AlertRig(TestCollector collector, IEnumerable<IAlertMeasure> measures, string[] networks, Func<string, CancellationToken, Task<IPAddress[]>>? resolve)
    {
        Collector = collector;
        Options = Microsoft.Extensions.Options.Options.Create(new CollectorOptions { NotificationNetworks = networks, PublicUrl = new Uri("https://ai.example.org/") });
        _services = new ServiceCollection().AddScoped<IUsageQueries>(_ => new SqliteUsageQueries(collector.Database, WholeWorkspace.Instance)).BuildServiceProvider();
        _secrets = new ChannelSecrets(collector.File);
        var resolver = resolve is null ? new SafeResolver(new AddressPolicy(Options)) : new SafeResolver(new AddressPolicy(Options)) { Resolve = resolve };
        _http = new HttpSender(resolver, collector.Time);
        Log = new MessageLog();
        Outbox = new DeliveryOutbox(collector.Database, _secrets, [_http, new MailSender(resolver, collector.Time), new LogSender(Log)], collector.Time);
        Alerts = new AlertStore(collector.Database, _secrets, Options, collector.Time);
        Evaluator = new AlertEvaluator(
            collector.Database,
            _services.GetRequiredService<IServiceScopeFactory>(),
            [.. measures, new RateMeasure(), new CallQualityMeasure(), new UnpricedMeasure(), new CoverageMeasure(), new NoDataMeasure(), new LostSpansMeasure()],
            Options,
            collector.Time,
            NullLogger<AlertEvaluator>.Instance);
    }

    public TestCollector Collector { get; }

    public IOptions<CollectorOptions> Options { get; }

    public MessageLog Log { get; }

    public IAlerts Alerts { get; }

    public AlertEvaluator Evaluator { get; }

    public DeliveryOutbox Outbox { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="folder">The data folder, or null for a new one.</param>
    /// <param name="at">The time, or null for noon.</param>
    /// <param name="budgets">Budgets, or null for those of the collector.</param>
    /// <param name="networks">Private networks that notifications may go to; loopback when null.</param>
    /// <param name="resolve">The name server, or null for the system's.</param>
    public static async Task<AlertRig> StartAsync(
        string? folder = null, DateTimeOffset? at = null, IBudgetUses? budgets = null, string[]? networks = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        var collector = await TestCollector.StartAsync(folder);
        collector.Time.Now = at ?? TestCollector.Noon;
        return new AlertRig(collector, [new BudgetMeasure(budgets ?? new BudgetUses(collector.Budgets))], networks ?? ["127.0.0.0/8", "::1/128"], resolve);
    }

    public async Task<int> AddAsync(AlertRule rule, params int[] channels) => (await Alerts.SaveRuleAsync(Ada, rule with { Channels = channels }, Cancel))!.Value;

    public async Task<int> AddAsync(ChannelDraft channel) => (await Alerts.SaveChannelAsync(Ada, channel, Cancel))!.Value;

    public Task<int> AddLogAsync() => AddAsync(new ChannelDraft(0, "log", ChannelKind.Log));

    /// <summary>Moves the clock on and does what the service does every minute.</summary>
    public async Task RunAsync(TimeSpan later = default)
    {
        Collector.Time.Now += later;
        await Evaluator.RunOnceAsync(Cancel);
        await Outbox.RunOnceAsync(Cancel);
    }

    public Task<IReadOnlyList<AlertIncident>> FiringAsync() => Alerts.GetFiringAsync(Workspaces.DefaultId, Cancel);

    public Task<IReadOnlyList<AlertIncident>> HistoryAsync() => Alerts.GetHistoryAsync(Workspaces.DefaultId, null, 100, Cancel);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<NotificationDelivery>> DeliveriesAsync() => [.. (await Alerts.GetDeliveriesAsync(Workspaces.DefaultId, null, 200, Cancel)).Reverse()];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _secrets.Dispose();
        await _services.DisposeAsync();
        await Collector.DisposeAsync();
    }
}
