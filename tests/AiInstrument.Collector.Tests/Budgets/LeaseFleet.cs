using System.Globalization;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Leasing;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Budgets;

/// <summary>Instances that use one budget as a gate does, with whatever can go wrong, and the count of what they really used.</summary>
internal sealed class LeaseFleet(int seed, long limit, bool calm, string folder) : IAsyncDisposable
{
    private readonly Random _random = new(seed);
    private readonly List<Instance> _instances = [];
    private readonly List<DecodedSpan> _outbox = [];
    private TestCollector _collector = null!;
    private int _named;

    /// <summary>What was used.</summary>
    public long Used { get; private set; }

    // What instances used that nobody else could know of: on a lease that had expired behind their back, or in flight when they died.
    private long _bound;

    /// <param name="seed">What happens.</param>
    /// <param name="limit">The budget's limit.</param>
    /// <param name="calm">Nobody dies and nobody is late: then nothing may be used beyond the limit.</param>
    public static async Task<LeaseFleet> StartAsync(int seed, long limit, bool calm)
    {
        var fleet = new LeaseFleet(seed, limit, calm, TestCollector.NewFolder());
        fleet._collector = await TestCollector.StartAsync(fleet.Folder);
        await fleet._collector.Budgets.CreateAsync(new Actor(Workspaces.DefaultId, "test"), new BudgetDraft { Name = "b", Unit = BudgetUnit.Tokens, HardLimit = limit }, CancellationToken.None);
        return fleet;
    }

    private string Folder { get; } = folder;

    public async Task StepAsync()
    {
        while (_instances.Count < 4)
        {
            _instances.Add(new Instance($"i{++_named}"));
        }

        var one = _instances[_random.Next(_instances.Count)];
        switch (_random.Next(20))
        {
            case < 6:
                await SyncAsync(one, answerArrives: _random.Next(6) != 0);
                break;
            case < 12:
                Begin(one);
                break;
            case < 16:
                End(one);
                break;
            case 16:
                await SendAsync(_random.Next(8));
                break;
            case 17:
                _collector.Time.Now += TimeSpan.FromSeconds(calm ? 0.1 : _random.Next(20));
                break;
            case 18 when !calm && _random.Next(3) == 0:
                Crash(one);
                break;
            case 19 when _random.Next(4) == 0:
                await RestartAsync();
                break;
        }
    }

    /// <summary>Ends every call, reports and sends everything, and returns every lease.</summary>
    public async Task SettleAllAsync()
    {
        foreach (var one in _instances)
        {
            while (one.InFlight.Count > 0)
            {
                End(one);
            }

            await SyncAsync(one, answerArrives: true, returns: true);
        }

        // In parts, some of them twice.
        await SendAsync(_outbox.Count / 2);
        await SendAsync(_outbox.Count);
        await SendAsync(_outbox.Count);
        _collector.Time.Now += TimeSpan.FromMinutes(2);
        await SyncAsync(new Instance("last"), answerArrives: true, returns: false);
    }

    public void AssertBound()
    {
        var bound = calm ? 0 : _bound;
        Assert.True(Used <= limit + bound, string.Create(CultureInfo.InvariantCulture, $"{Used} was used of {limit}, and {bound} may be used beyond it."));
    }

    public async Task AssertAtRestAsync()
    {
        Assert.Equal(Used, await _collector.SqlAsync("SELECT coalesce(sum(tokens), 0) FROM budget_counters"));
        Assert.Equal(Used, await _collector.SqlAsync("SELECT coalesce(sum(input_tokens), 0) FROM interactions"));

        // Of an instance that died, what was in flight is recorded and never settled.
        Assert.Equal(0L, await _collector.SqlAsync("SELECT count(*) FROM budget_leases WHERE settled > recorded"));
        Assert.Equal("", await CounterModel.DifferencesAsync(_collector));
        var state = Assert.Single(await _collector.Budgets.GetStatesAsync(Workspaces.DefaultId, CancellationToken.None));
        var open = Convert.ToInt64(await _collector.SqlAsync("SELECT coalesce(sum(granted), 0) FROM budget_leases WHERE closed_unix_ms IS NULL"), CultureInfo.InvariantCulture);
        Assert.Equal((Used, open), (state.Used, state.Leased));
    }

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task SyncAsync(Instance one, bool answerArrives, bool returns = false)
    {
        var settlements = one.Unsettled.ToList();
        var answer = await _collector.Leases.SyncAsync(
            new SyncRequest(
                Workspaces.DefaultId,
                one.Name,
                settlements,
                one.Lease is { } held ? [(held, one.InFlight.Where(call => call.Lease == held).Sum(call => call.Tokens))] : [],
                returns && one.Lease is { } back ? [back] : one.Old,
                _random.Next(2) == 0 ? new Dictionary<int, Dictionary<string, bool>> { [1] = new() { [""] = _random.Next(2) == 0 } } : []),
            CancellationToken.None);
        if (!answerArrives)
        {
            return;
        }

        foreach (var settlement in settlements)
        {
            one.Unsettled.Remove(settlement);
        }

        one.Old.Clear();
        var lease = returns ? null : Assert.Single(Assert.Single(answer.Budgets).States).Lease;
        if (one.Lease is { } old && old != lease?.Id)
        {
            one.Old.Add(old);
        }

        one.Lease = lease?.Id;
        one.Granted = lease?.Granted ?? 0;
        one.Settled = lease?.Settled ?? 0;
        one.Expires = lease?.ExpiresUnixMs ?? 0;
    }

    private void Begin(Instance one)
    {
        // As a gate: settlements that are not confirmed and calls in flight are taken of the lease.
        var pending = one.InFlight.Where(call => call.Lease == one.Lease).Sum(call => call.Tokens) + one.Unsettled.Where(settlement => settlement.Leases[0] == one.Lease).Sum(settlement => settlement.Used.Tokens);
        var tokens = _random.Next(1, 1500);
        if (one.Lease is { } lease && one.Granted - one.Settled - pending >= tokens)
        {
            // It may not know yet that the collector let its lease expire.
            var outlived = _collector.Time.Now.ToUnixTimeMilliseconds() >= one.Expires;
            one.InFlight.Add(new Call(lease, tokens, _collector.Time.Now));
            _bound += outlived ? tokens : 0;
        }
    }

    private void End(Instance one)
    {
        if (one.InFlight.Count == 0)
        {
            return;
        }

        var call = one.InFlight[_random.Next(one.InFlight.Count)];
        one.InFlight.Remove(call);
        Use(call);

        // A call that took longer than its lease lived: its reservation was given back meanwhile.
        _bound += _collector.Time.Now - call.Began >= TimeSpan.FromSeconds(15) || one.Lease != call.Lease || _collector.Time.Now.ToUnixTimeMilliseconds() >= one.Expires ? call.Tokens : 0;
        one.Unsettled.Add(new Settlement(Guid.NewGuid().ToString("N"), [call.Lease], LeaseTests.Tokens(call.Tokens)));
    }

    private void Use(Call call)
    {
        Used += call.Tokens;
        _outbox.Add(Spans.ChatAt(
            call.Began, ("gen_ai.usage.input_tokens", call.Tokens), ("gen_ai.usage.output_tokens", null), ("aiinstrument.budget.lease", string.Create(CultureInfo.InvariantCulture, $"L{call.Lease}"))));
    }

    // What is in its outbox is still sent by the next process; what it knew of settlements is gone.
    private void Crash(Instance one)
    {
        foreach (var call in one.InFlight)
        {
            Use(call);
            _bound += call.Tokens;
        }

        _bound += one.Unsettled.Sum(settlement => settlement.Used.Tokens);
        _instances.Remove(one);
    }

    private async Task SendAsync(int count)
    {
        var batch = _outbox.Take(count).ToList();
        await _collector.SendAsync(batch);
        _outbox.RemoveRange(0, _random.Next(batch.Count + 1));
    }

    private async Task RestartAsync()
    {
        var now = _collector.Time.Now;
        await _collector.DisposeAsync();
        _collector = await TestCollector.StartAsync(Folder);
        _collector.Time.Now = now;
    }

    private sealed class Instance(string name)
    {
        public string Name => name;

        public long? Lease { get; set; }

        public long Granted { get; set; }

        public long Settled { get; set; }

        public long Expires { get; set; }

        public List<long> Old { get; } = [];

        public List<Call> InFlight { get; } = [];

        public List<Settlement> Unsettled { get; } = [];
    }

    private sealed record Call(long Lease, long Tokens, DateTimeOffset Began);
}
