namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>An amount of a budget that is set aside for one instance of an application, in the budget's unit.</summary>
internal sealed class Lease
{
    /// <summary>The id.</summary>
    public required long Id { get; init; }

    /// <summary>The workspace.</summary>
    public required int Workspace { get; init; }

    /// <summary>What it was taken of.</summary>
    public required LeaseKey Of { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Instance { get; init; }

    /// <summary>What was set aside, all in all.</summary>
    public long Granted { get; set; }

    /// <summary>What calls on it have used, by what the instance says.</summary>
    public long Settled { get; set; }

    /// <summary>What records that name it have used.</summary>
    public long Recorded { get; set; }

    /// <summary>What calls in flight may still use, as the instance said last.</summary>
    public long Reserved { get; set; }

    /// <summary>When it expires unless it is renewed, in milliseconds since the Unix epoch.</summary>
    public long ExpiresUnixMs { get; set; }

    /// <summary>When it was last used, in milliseconds since the Unix epoch.</summary>
    public long UsedUnixMs { get; set; }

    /// <summary>When it was given back or expired; null while it is open.</summary>
    public long? ClosedUnixMs { get; set; }

    /// <summary>Whether the instance may use it.</summary>
    public bool IsOpen => ClosedUnixMs is null;

    /// <summary>What it takes of the budget besides the records: all that was set aside while it is open, and then what was used and is not recorded yet.</summary>
    public long Held => Math.Max(0, (IsOpen ? Math.Max(Granted, Settled) : Settled) - Recorded);

    /// <summary>What is set aside, not used and not reserved.</summary>
    public long Spare => Math.Max(0, Granted - Math.Max(Settled, Recorded) - Reserved);
}

/// <summary>A budget, or one of the budgets that it makes for each value, in one period.</summary>
/// <param name="Budget">The budget's id.</param>
/// <param name="Period">The period's start, in seconds since the Unix epoch.</param>
/// <param name="Key">The values; empty where there are none.</param>
internal readonly record struct LeaseKey(int Budget, long Period, string Key);
