namespace AiInstrument.Budgets.Leasing;

/// <summary>What this instance knows of one budget, for one key. Touched under the gate's lock only.</summary>
internal sealed class BudgetAccount(string key)
{
    private long _base;
    private long _open;
    private long _resetsAt = long.MaxValue;

    public string Key { get; } = key;

    /// <summary>Null until the collector has told.</summary>
    public BudgetRule? Rule { get; private set; }

    /// <summary>The lease that calls are reserved on, or null.</summary>
    public string? LeaseId { get; private set; }

    /// <summary>What calls in flight have set aside.</summary>
    public long Reserved { get; set; }

    /// <summary>What calls that ended have used at most, as far as the collector has not counted it yet.</summary>
    public long Pending { get; set; }

    /// <summary>When a call was last held to it.</summary>
    public long LastUse { get; set; }

    /// <summary>Whether the collector was woken for it and has had nothing more to give.</summary>
    public bool HasAsked { get; set; }

    public bool IsKnown => Rule is not null;

    /// <summary>Used or set aside, here and everywhere.</summary>
    public long Used => _base + Pending + Reserved;

    /// <summary>Less than half of what the last answer left open is left.</summary>
    public bool IsLow => Rule?.HardLimit is not null && Pending + Reserved >= (_open + 1) / 2;

    /// <summary>
    /// What a call may set aside. Where the budget has more than what is leased, a lease may be overdrawn once, and without one a
    /// single call at a time passes: an instance that takes up speed is not stopped while it asks for more. So a limit is passed by
    /// one lease of each instance at most.
    /// </summary>
    public long Room(long hardLimit)
    {
        var inUse = Pending + Reserved;
        var most = _open > 0 ? 2 * _open : inUse == 0 ? long.MaxValue : 0;
        return Math.Min(most, hardLimit - _base) - inUse;
    }

    /// <summary>A period that is over says nothing of the next one.</summary>
    public void Tend(long now)
    {
        if (now >= _resetsAt)
        {
            Forget();
        }
    }

    /// <summary>The collector says nothing of it any more.</summary>
    public void Forget() => (Rule, _base, _open, _resetsAt, HasAsked) = (null, 0, 0, long.MaxValue, false);

    /// <summary>Takes what the collector says.</summary>
    /// <returns>The lease that is replaced, or null.</returns>
    public string? Take(BudgetRule rule, StateMessage state, long resetsAt)
    {
        var (grantedBefore, replaced) = (_open, LeaseId);
        var settled = Math.Max(0, state.Lease?.Settled ?? 0);
        Rule = rule;
        LeaseId = state.Lease?.Id;
        _base = Math.Clamp(state.Used, 0, long.MaxValue / 4) + Math.Min(settled, long.MaxValue / 4);
        _open = Math.Clamp(Math.Max(0, state.Lease?.Granted ?? 0) - settled, 0, long.MaxValue / 4);
        _resetsAt = resetsAt;
        HasAsked = IsLow && _open <= grantedBefore;
        return replaced == LeaseId ? null : replaced;
    }
}
