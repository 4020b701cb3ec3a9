using AiInstrument.Collector.Ingestion;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Storage;

/// <summary>What one request wants to have stored.</summary>
/// <param name="WorkspaceId">The sender's workspace.</param>
/// <param name="Received">When the request arrived.</param>
/// <param name="Interactions">Priced interactions.</param>
/// <param name="Registry">Parts of registries.</param>
/// <param name="Links">The ways from spans that are no interactions to their parents.</param>
internal sealed record TelemetryBatch(
    int WorkspaceId,
    DateTimeOffset Received,
    IReadOnlyList<PricedInteraction> Interactions,
    IReadOnlyList<RegistryChunk> Registry,
    IReadOnlyList<TraceLink> Links)
{
    private const long BytesPerEntry = 1024;

    private long? _bytes;

    /// <summary>What applications say they have lost.</summary>
    public IReadOnlyList<ReportedLoss> Losses { get; init; } = [];

    /// <summary>What logs say of calls.</summary>
    public IReadOnlyList<LogFacts> Facts { get; init; } = [];

    /// <summary>The prices by which the interactions are priced; null when they hold whatever the prices in force are.</summary>
    public PriceBook? Prices { get; init; }

    /// <summary>Entries in the batch.</summary>
    public int Size => Interactions.Count + Registry.Count + Links.Count + Losses.Count + Facts.Count;

    /// <summary>Bytes that the batch takes in memory, roughly.</summary>
    public long Bytes => _bytes ??= (Size * BytesPerEntry) + Interactions.Sum(entry => entry.Interaction.Attributes.Length + (entry.Interaction.Packed?.Data.LongLength ?? 0)) + Facts.Sum(facts => facts.Content?.Data.LongLength ?? 0);
}

/// <summary>An interaction and what it costs.</summary>
internal readonly record struct PricedInteraction(Interaction Interaction, Cost Cost);

/// <summary>The way from a span to its parent.</summary>
/// <param name="Link">The span and its parent.</param>
/// <param name="Tool">The span runs a tool: what is beneath it is no part of a sum above it.</param>
internal readonly record struct TraceLink(SpanLink Link, bool Tool);
