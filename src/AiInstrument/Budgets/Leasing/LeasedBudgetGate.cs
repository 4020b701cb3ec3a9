using AiInstrument.Delivery;

namespace AiInstrument.Budgets.Leasing;

/// <summary>
/// Holds calls to the collector's budgets, in memory: each budget is spent from a lease, which <see cref="BudgetSync"/> renews.
/// A call that no budget counts for takes no lock and allocates nothing.
/// </summary>
internal sealed partial class LeasedBudgetGate(AiBudgetOptions options, TimeProvider time) : IAiBudgetGate, ISelectiveGate
{
    [ThreadStatic]
    private static List<BudgetRule>? t_matched;

    /// <summary>Also the lock of everything below: it is held for a few lookups and sums.</summary>
    private readonly Dictionary<(string Budget, string Key), BudgetAccount> _accounts = [];
    private BudgetBook? _book;
    private string _service = "";

    /// <summary>Set when the collector should be asked before its time.</summary>
    public Pulse Wake { get; } = new();

    /// <summary>The application, as its spans name it. Set once, before calls are made.</summary>
    public string Service
    {
        get => _service;
        set => _service = value;
    }

    private bool FailsOpen => options.WhenUnknown == AiBudgetFallback.FailOpen;

    public bool Concerns(AiAttribution attribution, string? featureId, string? model) =>
        FreshBook is { } book ? book.Match(new BudgetFacts(attribution, featureId, model, _service), matched: null) : !FailsOpen;

    public AiBudgetDecision Check(AiBudgetCall call)
    {
        if (FreshBook is not { } book)
        {
            return FailsOpen ? default : AiBudgetDecision.Deny(Unknown(rule: null));
        }

        var matched = t_matched ??= [];
        matched.Clear();
        var facts = new BudgetFacts(call.Attribution, FeatureId: null, call.Model, _service);
        if (!book.Match(facts, matched))
        {
            return default;
        }

        var wake = false;
        AiBudgetDecision decision;
        lock (_accounts)
        {
            var holds = new Hold[matched.Count];
            AiBudgetDenial? denial = null;
            var now = time.GetTimestamp();
            for (var i = 0; i < holds.Length; i++)
            {
                var account = AccountOf(matched[i], matched[i].KeyOf(facts));
                account.Tend(now);
                account.LastUse = now;
                holds[i] = new Hold(account, matched[i].Unit, book.Rates.Estimate(call, matched[i].Unit, options), account.LeaseId);
                denial = Harder(denial, Judge(matched[i], ref holds[i], call.Attribution.BudgetOverrideBy is not null));
                wake |= MustAsk(account);
            }

            if (denial is null)
            {
                foreach (var hold in holds)
                {
                    hold.Account.Reserved += hold.Amount;
                    wake |= MustAsk(hold.Account);
                }
            }

            decision = denial is null ? AiBudgetDecision.Allow(new Reservation(holds)) : AiBudgetDecision.Deny(denial);
            wake |= Meet(call, book.Rates);
        }

        if (wake)
        {
            Wake.Set();
        }

        return decision;
    }

    public void Settle(AiBudgetCall call, object? lease, in AiBudgetSettlement settlement)
    {
        if (lease is not Reservation reservation || !reservation.End())
        {
            return;
        }

        var rates = Volatile.Read(ref _book)!.Rates;
        var wake = false;
        lock (_accounts)
        {
            foreach (ref readonly var hold in reservation.Holds.AsSpan())
            {
                hold.Account.Reserved -= hold.Amount;
            }

            if (reservation.Leases is not null)
            {
                Enqueue(call, reservation, settlement, rates);
                foreach (ref readonly var hold in reservation.Holds.AsSpan())
                {
                    wake |= MustAsk(hold.Account);
                }
            }
        }

        if (wake)
        {
            Wake.Set();
        }
    }

    private BudgetBook? FreshBook => Volatile.Read(ref _book) is { } book && time.GetElapsedTime(book.AnsweredAt) <= options.AllowedAge ? book : null;

    /// <summary>Why the call must not be made, or null; then the hold says what it sets aside.</summary>
    private AiBudgetDenial? Judge(BudgetRule rule, ref Hold hold, bool isOverridden)
    {
        var account = hold.Account;
        if (!account.IsKnown)
        {
            return FailsOpen ? null : Unknown(rule);
        }

        var used = account.Used;
        if (rule.HardLimit is { } hard)
        {
            var room = account.Room(hard);
            if (room <= 0)
            {
                return Reached(rule, used, hard, canOverride: false);
            }

            // The last call before the limit may need more than is left, which nobody can know before it is made.
            hold = hold with { Amount = Math.Min(hold.Amount, room) };
        }

        return rule.SoftLimit is { } soft && used >= soft && !(isOverridden && rule.AllowOverride)
            ? Reached(rule, used, soft, rule.AllowOverride)
            : null;
    }

    /// <summary>Of two denials, the one that an override does not lift.</summary>
    private static AiBudgetDenial? Harder(AiBudgetDenial? one, AiBudgetDenial? other) => one is null || other is { OverrideAllowed: false } ? other ?? one : one;

    private static AiBudgetDenial Reached(BudgetRule rule, long used, long limit, bool canOverride) =>
        new(rule.Name, used, limit, rule.Unit, rule.Period, canOverride) { ResetsAt = rule.ResetsAt };

    private static AiBudgetDenial Unknown(BudgetRule? rule) =>
        new(rule?.Name ?? "", Used: 0, Limit: 0, rule?.Unit ?? AiBudgetUnit.NanoDollars, rule?.Period ?? "") { Reason = AiBudgetDenialReason.StateUnknown };

    /// <summary>Whether the collector should be asked at once. True once until it has answered with more.</summary>
    private static bool MustAsk(BudgetAccount account)
    {
        if (account.HasAsked || (account.IsKnown && !account.IsLow))
        {
            return false;
        }

        return account.HasAsked = true;
    }

    private BudgetAccount AccountOf(BudgetRule rule, string key)
    {
        if (!_accounts.TryGetValue((rule.Id, key), out var account))
        {
            _accounts.Add((rule.Id, key), account = new BudgetAccount(key));
        }

        return account;
    }
}
