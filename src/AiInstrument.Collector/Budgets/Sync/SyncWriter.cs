using System.Globalization;

namespace AiInstrument.Collector.Budgets.Sync;

/// <summary>Writes an answer in the words of the wire.</summary>
internal static class SyncWriter
{
    /// <summary>The answer with the rates that were asked for.</summary>
    public static SyncAnswerJson Write(SyncAnswer answer, IReadOnlyList<RateJson> rates, RateJson unknown) => new()
    {
        NextSyncMs = answer.NextSyncMs,
        LeaseMs = answer.LeaseMs,
        Budgets = [.. answer.Budgets.Select(Write)],
        Rates = rates,
        UnknownRate = unknown,
    };

    private static BudgetJson Write(SyncedBudget synced) => new()
    {
        Id = Id('B', synced.Budget.Id),
        Name = synced.Budget.Draft.Name,
        Scope = ScopeJson.Of(synced.Budget.Draft.Scope),
        Unit = BudgetWords.Of(synced.Budget.Draft.Unit),
        SoftLimit = synced.Budget.Draft.SoftLimit,
        HardLimit = synced.Budget.Draft.HardLimit,
        AllowOverride = synced.Budget.Draft.AllowOverride,
        Period = synced.Period,
        ResetsAt = synced.ResetsAt,
        States = [.. synced.States.Select(state => new StateJson(state.Key, state.Used, Write(state.Lease)))],
    };

    private static LeaseJson? Write(SyncedLease? lease) =>
        lease is { } held ? new LeaseJson(Id('L', held.Id), held.Granted, held.Settled, DateTimeOffset.FromUnixTimeMilliseconds(held.ExpiresUnixMs)) : null;

    private static string Id(char kind, long id) => string.Create(CultureInfo.InvariantCulture, $"{kind}{id}");
}
