using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Budgets.Counting;

/// <summary>What one call, or several of one group, use of a budget.</summary>
/// <param name="StartUnixNano">When it began.</param>
/// <param name="AskedModel">The model that was asked for, or the one that answered; null for none.</param>
/// <param name="CostNanoUsd">The cost in nano-dollars; 0 while it is not known.</param>
/// <param name="Tokens">Input and output.</param>
/// <param name="Calls">How many calls it is.</param>
/// <param name="UnpricedCalls">Those without a price.</param>
/// <param name="EstimatedCalls">Those whose usage is estimated.</param>
internal readonly record struct CountedCall(long StartUnixNano, string? AskedModel, long CostNanoUsd, long Tokens, long Calls, long UnpricedCalls, long EstimatedCalls)
{
    /// <summary>A call as it is recorded.</summary>
    public static CountedCall Of(Interaction call, in Cost cost) => new(
        call.StartUnixNano, call.RequestModel ?? call.ResponseModel, cost.NanoUsd ?? 0, call.Usage.Total, 1, cost.Unpriced ? 1 : 0, call.Estimated ? 1 : 0);

    /// <summary>What it uses in a unit.</summary>
    public long Of(BudgetUnit unit) => unit switch
    {
        BudgetUnit.Usd => CostNanoUsd,
        BudgetUnit.Tokens => Tokens,
        _ => Calls,
    };
}
