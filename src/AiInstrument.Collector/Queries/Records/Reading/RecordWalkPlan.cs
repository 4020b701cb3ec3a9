using AiInstrument.Collector.Queries.Registry;

namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>How a walk goes.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Query">The list, narrowed to what may be seen.</param>
/// <param name="Names">The renames of features.</param>
/// <param name="LastId">The newest record of all when the walk began: what arrives later is left out.</param>
internal sealed record RecordWalkPlan(int WorkspaceId, RecordQuery Query, FeatureNames Names, long LastId)
{
    /// <summary>How many records there are; null when the rollups do not know.</summary>
    public long? Total { get; init; }

    /// <summary>The only days since the Unix epoch that have some; null when any may.</summary>
    public IReadOnlyList<long>? Days { get; init; }

    /// <summary>The records in their order, where that is not the order of time.</summary>
    public IReadOnlyList<long>? Sorted { get; init; }

    /// <summary>Whether they are read in their order, page by page.</summary>
    public bool InSteps { get; init; }

    /// <summary>Whether the records come in the order that the list asks for.</summary>
    public bool InOrder => Sorted is not null || InSteps || RecordSort.Of(Query, Names).IsByTime;
}
