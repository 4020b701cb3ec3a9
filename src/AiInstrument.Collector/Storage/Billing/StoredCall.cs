using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Storage.Billing;

/// <summary>A stored interaction as far as its cost and its rollups depend on it.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Counted">It pays for something.</param>
/// <param name="Group">Where the rollups count it.</param>
/// <param name="Call">The call, with the tokens that it pays for.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="PriceId">The price that was used, or null.</param>
/// <param name="Reported">The tokens that its sender reported.</param>
/// <param name="ErrorType">The id of its error type; 0 for none.</param>
internal sealed record StoredCall(int Workspace, bool Counted, RollupGroup Group, Interaction Call, Cost Cost, int? PriceId, TokenUsage Reported, long ErrorType);
