using AiInstrument.Collector.Budgets.Counting;

namespace AiInstrument.Collector.Budgets.Sync;

/// <summary>What an instance may do until it reports again.</summary>
/// <param name="NextSyncMs">When it should report again, in milliseconds.</param>
/// <param name="LeaseMs">How long its leases live without a report, in milliseconds.</param>
/// <param name="Budgets">All budgets of the workspace that are enforced.</param>
internal sealed record SyncAnswer(long NextSyncMs, long LeaseMs, IReadOnlyList<SyncedBudget> Budgets);

/// <summary>A budget with what the instance holds of it.</summary>
internal sealed record SyncedBudget(BudgetDefinition Budget, string Period, DateTimeOffset? ResetsAt, IReadOnlyList<SyncedState> States);

/// <summary>A budget, or one of those that it makes for each value.</summary>
/// <param name="Key">The values; empty where there are none.</param>
/// <param name="Used">What is recorded, used or set aside without anything of the own lease.</param>
/// <param name="Lease">The own lease, or null.</param>
internal readonly record struct SyncedState(string Key, long Used, SyncedLease? Lease);

/// <summary>A lease as it is told.</summary>
internal readonly record struct SyncedLease(long Id, long Granted, long Settled, long ExpiresUnixMs);
