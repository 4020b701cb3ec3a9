using AiInstrument.Collector.Budgets.Counting;

namespace AiInstrument.Collector.Budgets.Sync;

/// <summary>One instance's report, read and priced.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Settlements">What calls have used.</param>
/// <param name="Held">Leases that it holds, and what calls in flight may use of them.</param>
/// <param name="Returned">Leases that it does not need.</param>
/// <param name="Wanted">By budget the keys that it has met, and whether it runs low of what it has.</param>
/// <param name="Ends">Whether the instance ends: what it holds is given back, and it wants nothing.</param>
internal sealed record SyncRequest(
    int Workspace,
    string Instance,
    IReadOnlyList<Settlement> Settlements,
    IReadOnlyList<(long Lease, long Reserved)> Held,
    IReadOnlyList<long> Returned,
    IReadOnlyDictionary<int, Dictionary<string, bool>> Wanted,
    bool Ends = false);

/// <summary>What a call used.</summary>
/// <param name="Id">Sent again, it changes nothing.</param>
/// <param name="Leases">The leases that the call was made on; the whole usage counts on each.</param>
/// <param name="Used">What it used.</param>
internal readonly record struct Settlement(string Id, IReadOnlyList<long> Leases, CountedCall Used);
