using System.Diagnostics.Metrics;
using AiInstrument.Collector.Receiving;

namespace AiInstrument.Collector.Budgets.Leasing;

/// <summary>What leases do, on the meter of the receivers.</summary>
internal sealed class BudgetMetrics
{
    public const string OpenLeases = "aiinstrument.collector.budgets.leases.open";

    private static readonly string[] Units = ["nano_usd", "tokens", "calls"];

    private readonly Counter<long> _syncs;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _granted;
    private readonly Counter<long> _denied;
    private readonly Counter<long> _settlements;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _refused;
    private long _open;

    public BudgetMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ReceivingMetrics.MeterName);
        _syncs = meter.CreateCounter<long>("aiinstrument.collector.budgets.syncs", "{request}", "Reports of instances that were taken.");
        _opened = meter.CreateCounter<long>("aiinstrument.collector.budgets.leases.opened", "{lease}", "Leases that were given.");
        _expired = meter.CreateCounter<long>("aiinstrument.collector.budgets.leases.expired", "{lease}", "Leases that were not renewed in time.");
        _granted = meter.CreateCounter<long>("aiinstrument.collector.budgets.granted", unit: null, "Amounts that were set aside in leases, by unit.");
        _denied = meter.CreateCounter<long>("aiinstrument.collector.budgets.denied", unit: null, "Amounts that instances asked for and that were not left, by unit.");
        _settlements = meter.CreateCounter<long>("aiinstrument.collector.budgets.settlements", "{settlement}", "Settlements of calls that were new.");
        _duplicates = meter.CreateCounter<long>("aiinstrument.collector.budgets.settlements.duplicate", "{settlement}", "Settlements that were known.");
        _refused = meter.CreateCounter<long>("aiinstrument.collector.budgets.syncs.refused", "{request}", "Reports that were refused, by status.");
        meter.CreateObservableGauge(OpenLeases, () => Volatile.Read(ref _open), "{lease}", "Leases that are open.");
    }

    /// <summary>Counts reports that are committed.</summary>
    public void Synced(int requests, int open, LeaseCounts counts)
    {
        Volatile.Write(ref _open, open);
        _syncs.Add(requests);
        Add(_opened, counts.Opened);
        Add(_expired, counts.Expired);
        Add(_settlements, counts.Settlements);
        Add(_duplicates, counts.DuplicateSettlements);
        for (var unit = 0; unit < Units.Length; unit++)
        {
            Add(_granted, counts.GrantedByUnit[unit], KeyValuePair.Create<string, object?>("unit", Units[unit]));
            Add(_denied, counts.DeniedByUnit[unit], KeyValuePair.Create<string, object?>("unit", Units[unit]));
        }
    }

    /// <summary>Counts a report that was refused.</summary>
    public void Refused(int status) => _refused.Add(1, new KeyValuePair<string, object?>("status", status));

    private static void Add(Counter<long> counter, long value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (value != 0)
        {
            counter.Add(value, tags);
        }
    }
}
