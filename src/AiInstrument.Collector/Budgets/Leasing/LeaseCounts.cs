namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>What happened to leases, to be counted when it is committed.</summary>
internal sealed class LeaseCounts
{
    private readonly long[] _granted = new long[3];
    private readonly long[] _denied = new long[3];

    /// <summary>Leases that were opened.</summary>
    public long Opened { get; set; }

    /// <summary>Leases that expired.</summary>
    public long Expired { get; set; }

    /// <summary>Settlements that were new.</summary>
    public long Settlements { get; set; }

    /// <summary>Settlements that were known.</summary>
    public long DuplicateSettlements { get; set; }

    /// <summary>Amounts that were set aside, by unit.</summary>
    public IReadOnlyList<long> GrantedByUnit => _granted;

    /// <summary>Amounts that were asked for and were not left, by unit.</summary>
    public IReadOnlyList<long> DeniedByUnit => _denied;

    /// <summary>Adds what was set aside.</summary>
    public void Granted(BudgetUnit unit, long amount) => _granted[(int)unit] += amount;

    /// <summary>Adds what was not left.</summary>
    public void Denied(BudgetUnit unit, long amount) => _denied[(int)unit] += amount;
}
