using AiInstrument.Collector.Receiving.Answers;

namespace AiInstrument.Collector.Receiving;

/// <summary>Whether a sender may send, and into which workspace.</summary>
/// <param name="WorkspaceId">The workspace; meaningless when refused.</param>
/// <param name="Refusal">What to answer, or null when the sender may send.</param>
internal readonly record struct IngestAccess(int WorkspaceId, ExportOutcome? Refusal);
