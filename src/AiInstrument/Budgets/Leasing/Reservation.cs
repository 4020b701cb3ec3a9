namespace AiInstrument.Budgets.Leasing;

/// <summary>What one call has set aside, on each budget that counts for it.</summary>
internal sealed class Reservation(Hold[] holds)
{
    private int _ended;

    public Hold[] Holds { get; } = holds;

    /// <summary>The leases' ids, joined by commas; null when there are none.</summary>
    public string? Leases { get; } = Join(holds);

    /// <summary>True once.</summary>
    public bool End() => Interlocked.Exchange(ref _ended, 1) == 0;

    private static string? Join(Hold[] holds)
    {
        string? leases = null;
        foreach (var hold in holds)
        {
            leases = leases is null || hold.LeaseId is null ? leases ?? hold.LeaseId : leases + "," + hold.LeaseId;
        }

        return leases;
    }
}

/// <summary>What is set aside on one budget.</summary>
/// <param name="Account">The budget.</param>
/// <param name="Unit">The budget's unit.</param>
/// <param name="Amount">In the unit: what is expected while the call runs, then what it can have used.</param>
/// <param name="LeaseId">The lease, or null.</param>
internal readonly record struct Hold(BudgetAccount Account, AiBudgetUnit Unit, long Amount, string? LeaseId);
