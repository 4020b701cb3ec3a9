using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Storage.Billing;

/// <summary>An interaction in the tree of its trace.</summary>
/// <param name="Id">The row.</param>
/// <param name="Span">The span.</param>
/// <param name="Parent">The parent span; 0 for none.</param>
/// <param name="Aggregate">It sums up what is beneath it.</param>
/// <param name="Covered">Its sender says that another span counts for it.</param>
/// <param name="ResponseId">The provider's id of the response, or null.</param>
/// <param name="Reported">The tokens that its sender reported.</param>
internal sealed record CallNode(long Id, ulong Span, ulong Parent, bool Aggregate, bool Covered, string? ResponseId, TokenUsage Reported);

/// <summary>A span that is no interaction, in the tree of its trace.</summary>
/// <param name="Span">The span.</param>
/// <param name="Parent">The parent span; 0 for none.</param>
/// <param name="Tool">It runs a tool.</param>
internal readonly record struct LinkNode(ulong Span, ulong Parent, bool Tool);

/// <summary>What an interaction pays for.</summary>
/// <param name="Counted">It pays for something.</param>
/// <param name="Usage">The tokens that it pays for; all that were reported when it does not count.</param>
/// <param name="Reason">Why it does not count, or null.</param>
internal readonly record struct Bill(bool Counted, TokenUsage Usage, string? Reason);
