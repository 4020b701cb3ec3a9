using System.Globalization;
using AiInstrument.Registry;

namespace AiInstrument.Budgets.Leasing;

/// <content>What is told to the collector, and what it answers.</content>
internal sealed partial class LeasedBudgetGate
{
    /// <summary>How many calls one request tells of.</summary>
    public const int MostSettlementsOfRequest = 500;

    private const int MostModels = 256;


    // Of an outage: leases end after half a minute, and what was used on them is then known by the records alone.
    private const int MostWaiting = 10_000;

    // A request has room for as many, with ids and values of usual length.
    private const int MostKeys = 2_000;
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(2);

    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly Queue<Waiting> _waiting = new();
    private readonly HashSet<ModelName> _models = [];
    private readonly List<string> _returned = [];
    private long _settlements;

    /// <summary>How many calls the collector has not heard of.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_accounts)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>What the next request says.</summary>
    /// <param name="isLast">Whether the instance ends: it then returns what it holds and wants nothing.</param>
    public SyncRequest Ask(bool isLast)
    {
        lock (_accounts)
        {
            ReturnIdle();
            return new SyncRequest
            {
                Instance = _instance,
                Service = _service,
                Settlements = [.. _waiting.Take(MostSettlementsOfRequest).Select(Told)],
                Held = isLast ? [] : [.. _accounts.Values.Where(static account => account.LeaseId is not null).Select(static account => new HeldLease(account.LeaseId!, account.Reserved))],
                Returned = isLast ? [.. _returned, .. _accounts.Values.Select(static account => account.LeaseId).OfType<string>()] : [.. _returned],
                Wanted = isLast ? [] : [.. _accounts.Where(static entry => entry.Value.LeaseId is null || !entry.Value.IsKnown || entry.Value.IsLow).Select(static entry => new WantedBudget(entry.Key.Budget, entry.Key.Key, entry.Value.IsLow))],
                Models = isLast ? [] : KnownModels(),
                Ends = isLast,
            };
        }
    }

    /// <summary>Takes an answer.</summary>
    /// <param name="request">What was asked: what it told is not told again.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="serverTime">The collector's clock, or null.</param>
    public void Take(SyncRequest request, SyncAnswer answer, DateTimeOffset? serverTime)
    {
        lock (_accounts)
        {
            Forget(request);
            var rules = new Dictionary<string, BudgetRule>(StringComparer.Ordinal);
            var stated = new HashSet<BudgetAccount>();
            foreach (var message in answer.Budgets ?? [])
            {
                if (BudgetRule.TryRead(message, out var rule) && rules.TryAdd(rule.Id, rule))
                {
                    Take(rule, message!.States ?? [], serverTime ?? time.GetUtcNow(), stated);
                }
            }

            foreach (var (of, account) in _accounts.Where(entry => !stated.Contains(entry.Value)).ToList())
            {
                account.Forget();

                // What was asked for and not answered is asked for again with the next request, and not at once.
                account.HasAsked = request.Wanted!.Contains(new WantedBudget(of.Budget, of.Key, Low: false));
                if (!rules.ContainsKey(of.Budget))
                {
                    _accounts.Remove(of);
                }
            }

            Volatile.Write(ref _book, new BudgetBook(rules.Values, new BudgetRates(answer), time.GetTimestamp()));
        }
    }

    /// <summary>The collector has taken what was told, or never will: what the calls used, their records say.</summary>
    public void Forget(SyncRequest request)
    {
        lock (_accounts)
        {
            var told = request.Settlements!.Select(static message => message.Id).ToHashSet(StringComparer.Ordinal);
            while (_waiting.TryPeek(out var first) && first.Message is { } message && told.Contains(message.Id))
            {
                DropFirst();
            }

            _returned.RemoveAll(request.Returned!.Contains);
        }
    }

    private void Take(BudgetRule rule, IReadOnlyList<StateMessage?> states, DateTimeOffset serverTime, HashSet<BudgetAccount> stated)
    {
        // By the collector's clock and a clock here that nobody sets: an application whose date is wrong must not leave a period early.
        var resetsAt = rule.ResetsAt is { } at && at > serverTime
            ? time.GetTimestamp() + (long)Math.Min((at - serverTime).TotalSeconds * time.TimestampFrequency, long.MaxValue / 2)
            : long.MaxValue;
        foreach (var state in states)
        {
            if (state is null || rule.HasKeys == string.IsNullOrEmpty(state.Key))
            {
                continue;
            }

            var account = AccountOf(rule, state.Key ?? "");
            if (account.Rule is { } before && before.Unit != rule.Unit)
            {
                // Another budget under the same id: what calls in flight hold of the old one goes with it.
                _accounts.Remove((rule.Id, account.Key));
                account = AccountOf(rule, account.Key);
            }

            if (account.Take(rule, state, resetsAt) is { } replaced)
            {
                _returned.Add(replaced);
            }

            stated.Add(account);
        }
    }

    private void Enqueue(AiBudgetCall call, Reservation reservation, in AiBudgetSettlement settlement, BudgetRates rates)
    {
        foreach (ref var hold in reservation.Holds.AsSpan())
        {
            hold = hold with { Amount = rates.Bound(call, hold.Unit, settlement) ?? hold.Amount };
            hold.Account.Pending += hold.Amount;
        }

        _waiting.Enqueue(new Waiting(call, reservation, settlement));
        if (_waiting.Count > MostWaiting)
        {
            DropFirst();
        }
    }

    private void DropFirst()
    {
        foreach (ref readonly var hold in _waiting.Dequeue().Reservation.Holds.AsSpan())
        {
            hold.Account.Pending -= hold.Amount;
        }
    }

    /// <summary>The same each time that it is told: it is made when it is told first, and not while the call's thread waits.</summary>
    private SettlementMessage Told(Waiting waiting)
    {
        var (call, settlement) = (waiting.Call, waiting.Settlement);
        return waiting.Message ??= new SettlementMessage
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{_instance}-{++_settlements}"),
            Leases = [.. waiting.Reservation.Holds.Select(static hold => hold.LeaseId).OfType<string>()],
            Operation = call.Operation,
            Provider = call.Provider,
            RequestModel = call.Model,
            ResponseModel = settlement.ResponseModel,
            ServiceTier = settlement.ServiceTier,
            InputTokens = settlement.Usage.InputTokens,
            OutputTokens = settlement.Usage.OutputTokens,
            CacheReadTokens = settlement.Usage.CachedInputTokens,
            CacheWrite5mTokens = settlement.Usage.CacheWriteTokens is { } all ? all - (settlement.Usage.CacheWrite1hTokens ?? 0) : settlement.Usage.CacheWrite5mTokens,
            CacheWrite1hTokens = settlement.Usage.CacheWrite1hTokens,
            ReasoningTokens = settlement.Usage.ReasoningTokens,
            AudioInputTokens = settlement.Usage.AudioInputTokens,
            AudioOutputTokens = settlement.Usage.AudioOutputTokens,
            Outcome = settlement.Outcome,
            Estimated = settlement.IsEstimated,
        };
    }

    /// <summary>True when the model's rate is not known yet and was not asked for.</summary>
    private bool Meet(AiBudgetCall call, BudgetRates rates) =>
        call.Model is { } model && !rates.Knows(call.Provider, model) && _models.Count < MostModels && _models.Add(new ModelName(call.Provider, model));

    /// <summary>What calls have asked for, and what the code says that they will.</summary>
    private IReadOnlyList<ModelName> KnownModels()
    {
        foreach (var site in AiManifests.All.SelectMany(static manifest => manifest.CallSites))
        {
            if (site.Model is { } model && _models.Count < MostModels)
            {
                _models.Add(new ModelName(site.Provider, model));
            }
        }

        return [.. _models];
    }

    /// <summary>Keys that nobody uses any more are given back: users come and go, and others need what is set aside for them.</summary>
    private void ReturnIdle()
    {
        var keyed = _accounts.Where(static entry => entry.Key.Key.Length > 0 && entry.Value.Reserved == 0).OrderBy(static entry => entry.Value.LastUse).ToList();
        var surplus = keyed.Count - MostKeys;
        foreach (var (of, account) in keyed)
        {
            // One that has nothing to give back is kept while there is room: that its limit is reached is worth knowing at the next call.
            if (surplus-- > 0 || (account.LeaseId is not null && time.GetElapsedTime(account.LastUse) >= s_idle))
            {
                _accounts.Remove(of);
                if (account.LeaseId is { } lease)
                {
                    _returned.Add(lease);
                }
            }
        }
    }

    /// <summary>A call that ended and that the collector has not heard of. Its holds say what it counts for until then.</summary>
    private sealed class Waiting(AiBudgetCall call, Reservation reservation, in AiBudgetSettlement settlement)
    {
        public AiBudgetCall Call { get; } = call;

        public Reservation Reservation { get; } = reservation;

        public AiBudgetSettlement Settlement { get; } = settlement;

        public SettlementMessage? Message { get; set; }
    }
}
