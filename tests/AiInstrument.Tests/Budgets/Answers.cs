using AiInstrument.Budgets.Leasing;

namespace AiInstrument.Tests.Budgets;

/// <summary>What a collector answers, in few words.</summary>
internal static class Answers
{
    /// <summary>A dollar for a million tokens: a thousand nano-dollars each.</summary>
    public static RateMessage Dollar { get; } = new() { Provider = "openai", Model = "gpt-5.4", InputPerMillion = 1_000_000_000, OutputPerMillion = 1_000_000_000 };

    public static SyncAnswer Of(params BudgetMessage[] budgets) => new() { NextSyncMs = 1_000, LeaseMs = 30_000, Budgets = budgets, Rates = [Dollar] };

    public static BudgetMessage Calls(string id, long? hard = null, long? soft = null, bool allowOverride = false, params StateMessage[] states) => new()
    {
        Id = id,
        Name = "Budget " + id,
        Unit = "calls",
        HardLimit = hard,
        SoftLimit = soft,
        AllowOverride = allowOverride,
        Period = "2026-11",
        States = states,
    };

    public static StateMessage State(long used, long? granted = null, long settled = 0, string key = "", string? lease = null) => new()
    {
        Key = key,
        Used = used,
        Lease = granted is null ? null : new LeaseMessage { Id = lease ?? "L" + key, Granted = granted.Value, Settled = settled },
    };
}
