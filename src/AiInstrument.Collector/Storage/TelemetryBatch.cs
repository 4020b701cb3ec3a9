using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Storage;

/// <summary>What one request wants to have stored.</summary>
/// <param name="WorkspaceId">The sender's workspace.</param>
/// <param name="Received">When the request arrived.</param>
/// <param name="Interactions">Priced interactions.</param>
/// <param name="Registry">Parts of registries.</param>
internal sealed record TelemetryBatch(
    int WorkspaceId,
    DateTimeOffset Received,
    IReadOnlyList<PricedInteraction> Interactions,
    IReadOnlyList<RegistryChunk> Registry)
{
    /// <summary>What applications say they have lost.</summary>
    public IReadOnlyList<ReportedLoss> Losses { get; init; } = [];

    /// <summary>Entries in the batch.</summary>
    public int Size => Interactions.Count + Registry.Count + Losses.Count;
}

/// <summary>An interaction and what it costs.</summary>
internal readonly record struct PricedInteraction(Interaction Interaction, Cost Cost);
