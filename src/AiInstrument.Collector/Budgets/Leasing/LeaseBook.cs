using System.Globalization;
using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Budgets.Sync;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>
/// Gives instances leases, takes their settlements, and ends both when the record is there. Used by the writer alone: what a sync changes is committed before it is answered,
/// and a record moves the counter and its leases in one transaction. So no crash loses or doubles an amount; only when leases expire is kept in memory, and begins anew with it.
/// </summary>
internal sealed class LeaseBook
{
    private const long LeaseMs = 30_000;
    private const long SyncMs = 1000;

    // With many instances the writer would have nothing else to do.
    private const long SyncMsPerInstance = 20;

    // An instance that has used nothing for as long gives its spare back when others need it.
    private const long IdleMs = 5000;
    private const long SweepMs = 1000;
    private const long PruneMs = 3_600_000;

    private readonly Dictionary<long, Lease> _leases = [];
    private readonly Dictionary<LeaseKey, List<Lease>> _byKey = [];
    private readonly Dictionary<(int Workspace, string Instance), Client> _clients = [];
    private readonly Dictionary<LeaseKey, long> _contended = [];
    private readonly HashSet<Lease> _changed = [];
    private readonly BudgetBook _book;
    private readonly LeaseTable _table;
    private bool _loaded;
    private long _swept;
    private long _pruned;

    public LeaseBook(SqliteWriter writer, BudgetBook book)
    {
        _table = new LeaseTable(writer);
        _book = book;
    }

    /// <summary>What happened since this was taken last.</summary>
    public LeaseCounts Counts { get; private set; } = new();

    /// <summary>Leases that are open.</summary>
    public int Open => _leases.Values.Count(lease => lease.IsOpen);

    /// <summary>Takes what happened and begins to count again.</summary>
    public LeaseCounts TakeCounts()
    {
        var counts = Counts;
        Counts = new LeaseCounts();
        return counts;
    }

    /// <summary>Takes one instance's report and answers it, in the transaction that is open. <see cref="Flush"/> belongs behind it.</summary>
    public SyncAnswer Sync(SyncRequest request, DateTimeOffset moment)
    {
        var now = moment.ToUnixTimeMilliseconds();
        EnsureLoaded(now);
        Sweep(now);
        Prune(now);
        var client = ClientOf(request.Workspace, request.Instance);
        client.SeenUnixMs = now;
        var instances = _clients.Count(other => other.Key.Workspace == request.Workspace && other.Value.SeenUnixMs > now - LeaseMs);
        foreach (var settlement in request.Settlements)
        {
            Settle(request.Workspace, settlement, now);
        }

        foreach (var id in request.Returned)
        {
            if (Own(id, client) is { } returned)
            {
                Close(returned, now);
            }
        }

        if (request.Ends)
        {
            foreach (var lease in client.Open.Values.ToList())
            {
                Close(lease, now);
            }

            _clients.Remove((request.Workspace, request.Instance));
            return new SyncAnswer(SyncMs, LeaseMs, []);
        }

        foreach (var (id, reserved) in request.Held)
        {
            if (Own(id, client) is { } held)
            {
                held.Reserved = reserved;
                held.ExpiresUnixMs = now + LeaseMs;
                held.UsedUnixMs = reserved > 0 ? now : held.UsedUnixMs;
            }
        }

        var budgets = new List<SyncedBudget>();
        var open = client.Open.Keys.ToLookup(key => key.Budget, key => key.Key);
        foreach (var budget in _book.Budgets)
        {
            if (budget.Workspace == request.Workspace && budget.Draft.Active && budget.CountedFrom is not null)
            {
                var wanted = request.Wanted.GetValueOrDefault(budget.Id);
                var keys = budget.Stars is [] ? [""] : (wanted?.Keys.Where(key => IsKey(key, budget)) ?? []).Union(open[budget.Id], StringComparer.Ordinal);
                var states = keys.Select(key => State(budget, key, client, wanted is not null && wanted.TryGetValue(key, out var low) ? low : null, instances, moment)).ToList();
                var span = budget.Calendar.At(moment);
                budgets.Add(new SyncedBudget(budget, budget.Calendar.Name(span), span.ResetsAt, states));
            }
        }

        return new SyncAnswer(Math.Max(SyncMs, instances * SyncMsPerInstance), LeaseMs, budgets);
    }

    /// <summary>Closes what has expired, in the transaction that is open.</summary>
    public void Sweep(DateTimeOffset moment)
    {
        EnsureLoaded(moment.ToUnixTimeMilliseconds());
        Sweep(moment.ToUnixTimeMilliseconds());
    }

    /// <summary>Remembers for <see cref="Flush"/> that a record is there that was made on leases.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="leases">The ids of the leases, joined by commas.</param>
    /// <param name="call">The call as its sender reports it: so much is settled too, whatever of it the call's trace leaves to be counted.</param>
    /// <param name="cost">Its cost.</param>
    public void Record(int workspace, string leases, Interaction call, in Cost cost)
    {
        var counted = CountedCall.Of(call, cost);
        foreach (var part in leases.AsSpan().Split(','))
        {
            if (LeaseId(leases.AsSpan()[part].Trim()) is { } id && Find(id) is { } lease && lease.Workspace == workspace && BudgetOf(lease) is { } budget)
            {
                lease.Recorded += counted.Of(budget.Draft.Unit);
                _changed.Add(lease);
            }
        }
    }

    /// <summary>Writes what has changed, in the transaction that is open.</summary>
    public void Flush()
    {
        foreach (var lease in _changed)
        {
            _table.Save(lease);
            if (!lease.IsOpen && lease.Held == 0)
            {
                Drop(lease);
            }
        }

        _changed.Clear();
        if (!_loaded)
        {
            _leases.Clear();
        }
    }

    /// <summary>Forgets everything: the transaction was rolled back, or the budgets are others. What the database has is read again.</summary>
    public void Forget()
    {
        _loaded = false;
        _leases.Clear();
        _byKey.Clear();
        _clients.Clear();
        _contended.Clear();
        _changed.Clear();
        Counts = new LeaseCounts();
    }

    /// <summary>The number of a lease as instances write it; null for what is none.</summary>
    public static long? LeaseId(ReadOnlySpan<char> text) =>
        text is ['L', .. var digits] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static bool IsKey(string key, BudgetDefinition budget)
    {
        var values = key.Split(BudgetScope.KeySeparator);
        return values.Length == budget.Stars.Length && !Array.Exists(values, value => value.Length == 0);
    }

    private SyncedState State(BudgetDefinition budget, string key, Client client, bool? wanted, int instances, DateTimeOffset moment)
    {
        var now = moment.ToUnixTimeMilliseconds();
        var of = new LeaseKey(budget.Id, budget.Calendar.At(moment).Start, key);

        // A lease of the period before stays until its last call is settled; no new one is made on it.
        var own = client.Open.GetValueOrDefault((budget.Id, key));
        if (own is not null && own.Of != of)
        {
            Close(own, now);
            own = null;
        }

        var recorded = _book.Used(budget.Id, of.Period, key).Of(budget.Draft.Unit);
        var leases = _byKey.GetValueOrDefault(of);
        var held = leases?.Sum(lease => lease.Held) ?? 0;
        var least = LeaseShares.Least(budget);
        var left = budget.HardLimit is { } hard ? hard - recorded - held : 0;
        if (own is null && (budget.Stars is [] || wanted is not null) && (left > 0 || budget.HardLimit is null))
        {
            own = Give(of, client, now);
            Grant(own, budget, LeaseShares.Of(budget, recorded + held, left, least, instances), left, now);
        }
        else if (own is not null && wanted == true && budget.HardLimit is not null)
        {
            Grant(own, budget, LeaseShares.Of(budget, recorded + held, left, least, instances), left, now);
        }
        else if (own is not null)
        {
            GiveUp(own, left, least, instances, now);
        }
        else if (wanted is not null && budget.HardLimit is not null)
        {
            Deny(budget, least, of, now);
        }

        if (own is not null && (budget.Stars is [] || wanted is not null))
        {
            own.ExpiresUnixMs = now + LeaseMs;
        }

        // Without anything of the own lease: what it has recorded is in the counter, and is told as settled.
        var others = (_byKey.GetValueOrDefault(of)?.Sum(lease => lease == own ? 0 : lease.Held) ?? 0) + recorded - (own?.Recorded ?? 0);
        return new SyncedState(key, Math.Max(0, others), own is null ? null : new SyncedLease(own.Id, own.Granted, own.Settled, own.ExpiresUnixMs));
    }

    private void Grant(Lease lease, BudgetDefinition budget, long share, long left, long now)
    {
        var given = Math.Clamp(left, 0, share);
        if (given > 0)
        {
            lease.Granted += given;
            lease.UsedUnixMs = now;
            _changed.Add(lease);
            Counts.Granted(budget.Draft.Unit, given);
        }

        if (given < share)
        {
            Deny(budget, share - given, lease.Of, now);
        }
    }

    private void Deny(BudgetDefinition budget, long amount, LeaseKey of, long now)
    {
        Counts.Denied(budget.Draft.Unit, amount);
        _contended[of] = now + LeaseMs;
    }

    // Who uses little gives back what others lack, and everybody what was never to be had, for example because the limit was lowered.
    private void GiveUp(Lease lease, long left, long least, int instances, long now)
    {
        var contended = _contended.TryGetValue(lease.Of, out var until) && until > now;
        var fair = now - lease.UsedUnixMs > IdleMs ? 0 : Math.Max(least, LeaseShares.Part(Math.Max(0, left) + lease.Spare, instances));
        var given = left < 0 ? Math.Min(lease.Spare, -left) : contended ? Math.Max(0, lease.Spare - fair) : 0;
        if (given > 0)
        {
            lease.Granted -= given;
            _changed.Add(lease);
        }
    }

    private void Settle(int workspace, in Settlement settlement, long now)
    {
        if (!_table.TryRemember(workspace, settlement.Id, now))
        {
            Counts.DuplicateSettlements++;
            return;
        }

        Counts.Settlements++;
        foreach (var id in settlement.Leases)
        {
            if (Find(id) is { } lease && lease.Workspace == workspace && BudgetOf(lease) is { } budget)
            {
                lease.Settled += settlement.Used.Of(budget.Draft.Unit);
                lease.UsedUnixMs = now;
                _changed.Add(lease);
            }
        }
    }

    private Lease Give(LeaseKey of, Client client, long now)
    {
        var lease = _table.Add(client.Workspace, client.Instance, of);
        (lease.ExpiresUnixMs, lease.UsedUnixMs) = (now + LeaseMs, now);
        Keep(lease);
        Counts.Opened++;
        return lease;
    }

    private void Close(Lease lease, long now)
    {
        lease.ClosedUnixMs = now;
        lease.Reserved = 0;
        ClientOf(lease.Workspace, lease.Instance).Open.Remove((lease.Of.Budget, lease.Of.Key));
        _changed.Add(lease);
    }

    private Lease? Own(long id, Client client) =>
        _leases.TryGetValue(id, out var lease) && client.Open.TryGetValue((lease.Of.Budget, lease.Of.Key), out var own) && own == lease ? lease : null;

    private BudgetDefinition? BudgetOf(Lease lease) => _book.Find(lease.Of.Budget);

    private Client ClientOf(int workspace, string instance)
    {
        if (!_clients.TryGetValue((workspace, instance), out var client))
        {
            _clients.Add((workspace, instance), client = new Client(workspace, instance));
        }

        return client;
    }

    // A closed one that is settled is not in memory; it is read when a late record or settlement names it.
    private Lease? Find(long id)
    {
        if (_leases.TryGetValue(id, out var known))
        {
            return known;
        }

        if (_table.Find(id) is not { } lease)
        {
            return null;
        }

        if (_loaded)
        {
            Keep(lease);
        }
        else
        {
            _leases.Add(id, lease);
        }

        return lease;
    }

    private void Keep(Lease lease)
    {
        _leases.Add(lease.Id, lease);
        if (!_byKey.TryGetValue(lease.Of, out var leases))
        {
            _byKey.Add(lease.Of, leases = []);
        }

        leases.Add(lease);
        if (lease.IsOpen)
        {
            ClientOf(lease.Workspace, lease.Instance).Open[(lease.Of.Budget, lease.Of.Key)] = lease;
        }
    }

    private void Drop(Lease lease)
    {
        _leases.Remove(lease.Id);
        if (_byKey.TryGetValue(lease.Of, out var leases) && leases.Remove(lease) && leases.Count == 0)
        {
            _byKey.Remove(lease.Of);
            _contended.Remove(lease.Of);
        }
    }

    private void EnsureLoaded(long now)
    {
        if (_loaded)
        {
            return;
        }

        // Records that came before the first sync have changed some already, and those are written.
        _leases.Clear();
        _byKey.Clear();
        foreach (var lease in _table.Unsettled())
        {
            lease.ExpiresUnixMs = now + LeaseMs;
            Keep(lease);
        }

        _loaded = true;
        (_swept, _pruned) = (now, now - PruneMs);
    }

    private void Sweep(long now)
    {
        if (now < _swept + SweepMs && now >= _swept)
        {
            return;
        }

        _swept = now;
        foreach (var lease in _leases.Values.Where(lease => lease.IsOpen && lease.ExpiresUnixMs <= now).ToList())
        {
            Close(lease, now);
            Counts.Expired++;
        }

        foreach (var (key, client) in _clients.Where(pair => pair.Value.Open.Count == 0 && pair.Value.SeenUnixMs <= now - LeaseMs).ToList())
        {
            _clients.Remove(key);
        }

        foreach (var (key, _) in _contended.Where(pair => pair.Value <= now).ToList())
        {
            _contended.Remove(key);
        }
    }

    private void Prune(long now)
    {
        if (now >= _pruned + PruneMs)
        {
            _pruned = now;
            _table.Prune(now);
        }
    }

    private sealed class Client(int workspace, string instance)
    {
        public int Workspace => workspace;

        public string Instance => instance;

        public long SeenUnixMs { get; set; }

        /// <summary>What it holds; one of each budget and key.</summary>
        public Dictionary<(int Budget, string Key), Lease> Open { get; } = [];
    }
}
